package org.grapnel.mta.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A certificate chain, the server's own first, and the key of its first certificate.
 *
 * @param place where the chain stands, as a problem names it
 */
record Identity(String place, List<X509Certificate> chain, PrivateKey key) {
    Identity {
        chain = List.copyOf(chain);
    }

    /** Reads both; PEM, or PKCS #12 with the two in one file. What comes out is a pair and in order. */
    static Identity read(Material certificate, Material key, Optional<String> passphrase) throws TlsProblem {
        Identity identity = certificate.isDer()
                ? stored(certificate, passphrase.orElse(""))
                : written(certificate, key, passphrase);
        Chains.requireOrder(certificate.place(), identity.chain());
        Keys.requirePair(
                (certificate.isDer() ? certificate : key).place(),
                identity.key(),
                identity.own().getPublicKey());
        return identity;
    }

    X509Certificate own() {
        return chain.get(0);
    }

    /** Why the certificate is not valid at a time. */
    Optional<TlsProblem> invalidAt(Instant now) {
        Instant from = own().getNotBefore().toInstant();
        Instant until = own().getNotAfter().toInstant();
        String name = own().getSubjectX500Principal().getName();
        if (now.isAfter(until)) {
            return Optional.of(
                    new TlsProblem(place, "the certificate of " + name + " expired at " + until, "renew it"));
        }
        return now.isBefore(from)
                ? Optional.of(new TlsProblem(
                        place,
                        "the certificate of " + name + " is valid from " + from + " on",
                        "set the clock, or use another one"))
                : Optional.empty();
    }

    private static Identity written(Material certificate, Material key, Optional<String> passphrase) throws TlsProblem {
        List<X509Certificate> chain = Chains.read(certificate);
        return new Identity(
                certificate.place(), chain, Keys.read(key, chain.get(0).getPublicKey(), passphrase));
    }

    private static Identity stored(Material material, String passphrase) throws TlsProblem {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(material.bytes()), passphrase.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, passphrase.toCharArray()) instanceof PrivateKey key) {
                    List<X509Certificate> chain = new ArrayList<>();
                    for (Certificate certificate : store.getCertificateChain(alias)) {
                        chain.add((X509Certificate) certificate);
                    }
                    return new Identity(material.place(), chain, key);
                }
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsProblem(
                    material.place(),
                    "can't be opened as PKCS #12: " + e.getMessage(),
                    "correct tls.passphrase_file, or name another file");
        }
        throw new TlsProblem(
                material.place(), "holds no private key", "export it with its key: openssl pkcs12 -export");
    }
}
