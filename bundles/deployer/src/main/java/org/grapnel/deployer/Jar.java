package org.grapnel.deployer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * What is known of a jar before the framework sees it.
 *
 * @param copy the deployer's own copy, which nobody overwrites
 * @param fragment true when it is attached to another bundle and has no life of its own
 */
record Jar(Path copy, String symbolicName, Version version, boolean fragment) {
    private static final int LARGEST_MANIFEST = 1024 * 1024;

    /** False for what is not (or not yet) a complete zip. */
    static boolean isZip(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads the manifest of a complete zip. */
    static Jar read(Path copy) throws DeployException {
        Attributes headers = headers(copy);
        String name = Optional.ofNullable(headers.getValue(Constants.BUNDLE_SYMBOLICNAME))
                .map(header -> header.split(";", 2)[0].strip())
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> DeployException.because(
                        "is no bundle: its manifest has no Bundle-SymbolicName; build it with bnd-maven-plugin"));
        String version =
                Optional.ofNullable(headers.getValue(Constants.BUNDLE_VERSION)).orElse("0.0.0");
        try {
            boolean fragment = headers.getValue(Constants.FRAGMENT_HOST) != null;
            return new Jar(copy, name, Version.parseVersion(version.strip()), fragment);
        } catch (IllegalArgumentException e) {
            throw DeployException.because("Bundle-Version " + version + " is no version; write it like 1.2.3");
        }
    }

    private static Attributes headers(Path copy) throws DeployException {
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            ZipEntry entry = zip.getEntry(JarFile.MANIFEST_NAME);
            if (entry == null) {
                throw DeployException.because("is no bundle: it has no manifest; build it with bnd-maven-plugin");
            }
            byte[] bytes;
            try (InputStream in = zip.getInputStream(entry)) {
                bytes = in.readNBytes(LARGEST_MANIFEST + 1);
            }
            if (bytes.length > LARGEST_MANIFEST) {
                throw DeployException.because("its manifest is larger than 1 MB; build it again");
            }
            return new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
        } catch (IOException e) {
            throw DeployException.because("its manifest can't be read: " + e.getMessage() + "; build it again");
        }
    }

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }
}
