package org.grapnel.hook.session;

import java.util.List;
import java.util.Optional;

/**
 * What a TLS context is built from, for both directions. Immutable: each {@code with…} method gives a changed copy.
 *
 * @param certificate this side's chain, its own certificate first; empty = none (a server then offers no STARTTLS)
 * @param key the private key of that certificate
 * @param trust the trust anchors; empty = those of the Java runtime
 * @param protocols such as {@code TLSv1.3}; empty = TLSv1.2 and TLSv1.3
 * @param ciphers suites by their JSSE names, preferred first; empty = the Java runtime's
 * @param clientCertificate inbound: whether the client is asked for a certificate
 * @param verification outbound: what the server's certificate must show; empty = left to {@code outbound_tls_verify} and the configuration
 */
public record TlsParameters(
        Optional<TlsMaterial> certificate,
        Optional<TlsMaterial> key,
        Optional<TlsMaterial> trust,
        List<String> protocols,
        List<String> ciphers,
        ClientCertificate clientCertificate,
        Optional<TlsVerification> verification) {
    /** Everything left open. */
    public static final TlsParameters OPEN = new TlsParameters(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            ClientCertificate.NONE,
            Optional.empty());

    public TlsParameters {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }

    /** With this certificate chain and its key: the two belong together. */
    public TlsParameters withCertificate(TlsMaterial chain, TlsMaterial privateKey) {
        return new TlsParameters(
                Optional.of(chain),
                Optional.of(privateKey),
                trust,
                protocols,
                ciphers,
                clientCertificate,
                verification);
    }

    public TlsParameters withTrust(TlsMaterial anchors) {
        return new TlsParameters(
                certificate, key, Optional.of(anchors), protocols, ciphers, clientCertificate, verification);
    }

    public TlsParameters withProtocols(List<String> names) {
        return new TlsParameters(certificate, key, trust, names, ciphers, clientCertificate, verification);
    }

    public TlsParameters withCiphers(List<String> suites) {
        return new TlsParameters(certificate, key, trust, protocols, suites, clientCertificate, verification);
    }

    public TlsParameters withClientCertificate(ClientCertificate mode) {
        return new TlsParameters(certificate, key, trust, protocols, ciphers, mode, verification);
    }

    public TlsParameters withVerification(TlsVerification what) {
        return new TlsParameters(certificate, key, trust, protocols, ciphers, clientCertificate, Optional.of(what));
    }
}
