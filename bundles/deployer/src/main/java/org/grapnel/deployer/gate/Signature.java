package org.grapnel.deployer.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** Verifies that every entry of a jar is as one trusted signer signed it. Only for jars that {@link JarCheck} found sound. */
final class Signature {
    private static final Pattern OF_SIGNING =
            Pattern.compile("META-INF/(?:MANIFEST\\.MF|[^/]+\\.(?:SF|RSA|DSA|EC)|SIG-[^/]+)");

    private Signature() {}

    /** The signer's name; empty for a jar without signature where none is required, and where nobody is trusted. */
    static Optional<String> of(Path file, Demands demands) throws DeployException {
        if (demands.requireSignature() && demands.trust().isEmpty()) {
            throw DeployException.because("require_signature is set, but no certificate is trusted;"
                    + " name a PEM or PKCS#12 file as trust in etc/org.grapnel.deployer.json");
        }
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            boolean signed = jar.stream().anyMatch(entry -> upper(entry).matches("META-INF/[^/]+\\.SF"));
            if (!signed) {
                if (demands.requireSignature()) {
                    throw DeployException.because(
                            "is not signed, and require_signature is set; sign it with jarsigner");
                }
                return Optional.empty();
            }
            if (demands.trust().isEmpty()) {
                verifyAll(jar);
                return Optional.empty();
            }
            return Optional.of(signer(jar, Trust.read(demands.trust().get(), demands.trustPassword())));
        } catch (SecurityException e) {
            throw DeployException.because(
                    "its signature is broken: " + e.getMessage() + "; get it anew from its vendor");
        } catch (IOException e) {
            throw DeployException.because("its signature can't be read: " + e.getMessage() + "; copy it again");
        }
    }

    private static void verifyAll(JarFile jar) throws IOException {
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
            try (InputStream in = jar.getInputStream(all.nextElement())) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private static String signer(JarFile jar, Trust trust) throws IOException, DeployException {
        verifyAll(jar); // signers are known only of entries that were read
        Optional<String> signer = Optional.empty();
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
            JarEntry entry = all.nextElement();
            if (entry.isDirectory() || OF_SIGNING.matcher(upper(entry)).matches()) {
                continue;
            }
            CodeSigner[] signers = entry.getCodeSigners();
            if (signers == null) {
                throw DeployException.because(
                        "its entry " + entry.getName() + " is not signed, others are; get it anew from its vendor");
            }
            Optional<CodeSigner> trusted =
                    Arrays.stream(signers).filter(trust::covers).findFirst();
            if (trusted.isEmpty()) {
                throw DeployException.because("is signed by " + subject(signers[0]) + ", whom " + trust
                        + " does not trust; add the certificate there if you do");
            }
            signer = trusted.map(Signature::subject);
        }
        return signer.orElseThrow(
                () -> DeployException.because("its signature covers nothing; sign it with jarsigner"));
    }

    private static String subject(CodeSigner signer) {
        return ((X509Certificate) signer.getSignerCertPath().getCertificates().get(0))
                .getSubjectX500Principal()
                .getName();
    }

    private static String upper(JarEntry entry) {
        return entry.getName().toUpperCase(Locale.ROOT);
    }
}
