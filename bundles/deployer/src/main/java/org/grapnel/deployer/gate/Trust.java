package org.grapnel.deployer.gate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The certificates whose signatures count, their own and those of who they certified (RFC 5280, without revocation). */
final class Trust {
    private static final long LARGEST = 1024 * 1024;

    private final Path file;
    private final Set<X509Certificate> certificates;

    private Trust(Path file, Set<X509Certificate> certificates) {
        this.file = file;
        this.certificates = certificates;
    }

    /** Reads PEM, or PKCS#12 when the name ends in {@code .p12} or {@code .pfx}. */
    static Trust read(Path file, Optional<String> password) throws DeployException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (Files.size(file) > LARGEST) {
                throw DeployException.because("the trust file " + file + " is larger than 1 MB; split it");
            }
            Set<X509Certificate> found = file.toString().matches(".*\\.(p12|pfx)") ? store(in, password) : pem(in);
            if (found.isEmpty()) {
                throw DeployException.because("the trust file " + file + " has no certificate; add one");
            }
            return new Trust(file, found);
        } catch (IOException | GeneralSecurityException e) {
            throw DeployException.because("the trust file " + file + " can't be read: " + e.getMessage()
                    + "; mend trust or trust_password in etc/org.grapnel.deployer.json");
        }
    }

    private static Set<X509Certificate> pem(InputStream in) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                .map(X509Certificate.class::cast)
                .collect(Collectors.toSet());
    }

    private static Set<X509Certificate> store(InputStream in, Optional<String> password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(in, password.orElse("").toCharArray());
        Set<X509Certificate> found = new LinkedHashSet<>();
        for (String alias : Collections.list(store.aliases())) {
            Certificate certificate = store.getCertificate(alias);
            if (certificate instanceof X509Certificate x509) {
                found.add(x509);
            }
        }
        return found;
    }

    boolean covers(CodeSigner signer) {
        if (certificates.contains(
                (X509Certificate) signer.getSignerCertPath().getCertificates().get(0))) {
            return true;
        }
        try {
            PKIXParameters parameters = new PKIXParameters(certificates.stream()
                    .map(each -> new TrustAnchor(each, null))
                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            if (signer.getTimestamp() != null) {
                parameters.setDate(signer.getTimestamp().getTimestamp());
            }
            CertPathValidator.getInstance("PKIX").validate(signer.getSignerCertPath(), parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false; // who is not certified is not trusted; the caller says whom
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
