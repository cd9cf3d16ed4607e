package org.grapnel.mta.auth;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A client certificate for CN=client.test and client@example.com. */
final class TestCertificate {
    static final X509Certificate CERTIFICATE = read(
            """
            MIIB3jCCAYWgAwIBAgIUewICApDNsQVF4Lgs4LvzYMEXkk4wCgYIKoZIzj0EAwIw
            LjEWMBQGA1UECgwNR3JhcG5lbCB0ZXN0czEUMBIGA1UEAwwLY2xpZW50LnRlc3Qw
            IBcNMjYxMTIyMTUzNzI5WhgPMjEyNjEwMjkxNTM3MjlaMC4xFjAUBgNVBAoMDUdy
            YXBuZWwgdGVzdHMxFDASBgNVBAMMC2NsaWVudC50ZXN0MFkwEwYHKoZIzj0CAQYI
            KoZIzj0DAQcDQgAEbbVaQcFGtTCUZuflTM9wfEkIkrN5u+Z1KbYHbzczyx7rlSF7
            oFkBC9z5G44atJB0iY7cYC9BFZ5jM5DLhsusuaN/MH0wHQYDVR0OBBYEFJZ7Y4cl
            aK2mkIkeuvfjsI5XykoxMB8GA1UdIwQYMBaAFJZ7Y4claK2mkIkeuvfjsI5Xykox
            MA8GA1UdEwEB/wQFMAMBAf8wKgYDVR0RBCMwIYESY2xpZW50QGV4YW1wbGUuY29t
            ggtjbGllbnQudGVzdDAKBggqhkjOPQQDAgNHADBEAiBUiDP9MNbHvPwTpoL4L1Cg
            SlfG7sOSsWuM6EXBf/sT4gIgf8pFP8Onn3t4f4KtlXrmzOE1bU5blHgL3UqwjXbZ
            B7w=
            """);

    private TestCertificate() {}

    private static X509Certificate read(String base64) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }
}
