package org.grapnel.hook.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/**
 * What is added while an SSLContext is built, before the private key is loaded. Immutable: each {@code with…} method
 * gives a changed copy.
 *
 * @param passphrase opens the private key where its PEM is encrypted (RFC 5958)
 * @param keyManagers used in place of certificate and key, which are then not loaded: keys in hardware, choice by issuer
 * @param trustManagers used in place of the trust anchors
 */
public record TlsContextBuilder(
        Optional<String> passphrase, List<KeyManager> keyManagers, List<TrustManager> trustManagers) {
    /** Nothing added. */
    public static final TlsContextBuilder PLAIN = new TlsContextBuilder(Optional.empty(), List.of(), List.of());

    public TlsContextBuilder {
        keyManagers = List.copyOf(keyManagers);
        trustManagers = List.copyOf(trustManagers);
    }

    public TlsContextBuilder withPassphrase(String secret) {
        return new TlsContextBuilder(Optional.of(secret), keyManagers, trustManagers);
    }

    public TlsContextBuilder withKeyManager(KeyManager manager) {
        return new TlsContextBuilder(
                passphrase,
                Stream.concat(keyManagers.stream(), Stream.of(manager)).toList(),
                trustManagers);
    }

    public TlsContextBuilder withTrustManager(TrustManager manager) {
        return new TlsContextBuilder(
                passphrase,
                keyManagers,
                Stream.concat(trustManagers.stream(), Stream.of(manager)).toList());
    }

    /** Without the passphrase. */
    @Override
    public String toString() {
        return "TlsContextBuilder[passphrase " + (passphrase.isPresent() ? "given" : "none") + ", keyManagers="
                + keyManagers + ", trustManagers=" + trustManagers + "]";
    }
}
