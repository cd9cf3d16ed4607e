package org.grapnel.mta.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates from PEM. */
final class Chains {
    private Chains() {}

    /** All certificates of a text; at least one. */
    static List<X509Certificate> read(Material material) throws TlsProblem {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem block : Pem.blocks(material)) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(material, block));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsProblem(
                    material.place(), "holds no certificate", "name a PEM file with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    /** RFC 8446 4.4.2: each certificate certifies the one before it. */
    static void requireOrder(String place, List<X509Certificate> chain) throws TlsProblem {
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new TlsProblem(
                        place + ": certificate " + (i + 1),
                        "did not issue the one before it",
                        "put the server's own certificate first, then its issuer, then the issuer's issuer");
            }
        }
    }

    private static X509Certificate certificate(Material material, Pem block) throws TlsProblem {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException e) {
            throw new TlsProblem(
                    block.at(material), "is no X.509 certificate: " + e.getMessage(), "copy the file again");
        }
    }
}
