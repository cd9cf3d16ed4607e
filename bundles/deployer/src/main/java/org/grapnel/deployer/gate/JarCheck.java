package org.grapnel.deployer.gate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads a jar once from end to end, within bounds: every entry inflates, ends within them and has a name of its own. */
final class JarCheck {
    private static final int LARGEST_MANIFEST = 1024 * 1024;
    /** A step upwards, an absolute path, a drive, a backslash, a control character. */
    private static final Pattern LEAVES_THE_JAR =
            Pattern.compile("(?:.*/)?\\.\\.(?:/.*)?|/.*|[A-Za-z]:.*|.*[\\\\\\p{Cntrl}].*");

    /** Of the packages that core-api exports. */
    private static final Pattern OF_API = Pattern.compile("org/grapnel/hook/.*\\.class");

    private JarCheck() {}

    /** False for what is not (or not yet) a complete zip. */
    static boolean isZip(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() > 0;
        } catch (IOException | IllegalArgumentException e) {
            return false; // JDK-8 era zips with names in no known charset throw the latter
        }
    }

    static void refuseLarge(long size, Limits limits) throws DeployException {
        if (size > limits.size()) {
            throw tooLarge(limits.size());
        }
    }

    static DeployException tooLarge(long most) {
        return DeployException.because("is larger than max_jar_size, " + Limits.shown(most)
                + "; make it smaller, or raise the bound in etc/org.grapnel.deployer.json");
    }

    /** The main headers of a jar that is sound. */
    static Attributes headers(Path file, Limits limits) throws DeployException {
        try {
            long size = Files.size(file);
            refuseLarge(size, limits);
            if (!isZip(file)) {
                throw DeployException.because("is no jar: not a readable zip of " + size + " bytes; copy it again");
            }
            try (ZipFile zip = new ZipFile(file.toFile())) {
                readAll(zip, limits);
                return manifest(zip);
            }
        } catch (ZipException e) {
            throw DeployException.because("is a damaged jar: " + e.getMessage() + "; copy it again");
        } catch (IOException e) {
            throw DeployException.because("can't be read: " + e + "; copy it again");
        }
    }

    private static void readAll(ZipFile zip, Limits limits) throws IOException, DeployException {
        if (zip.size() > limits.entries()) {
            throw DeployException.because("has " + zip.size() + " entries, more than max_jar_entries, "
                    + limits.entries() + "; make it smaller, or raise the bound in etc/org.grapnel.deployer.json");
        }
        Set<String> names = new HashSet<>();
        long left = limits.content();
        byte[] buffer = new byte[64 * 1024];
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            if (LEAVES_THE_JAR.matcher(entry.getName()).matches()) {
                throw DeployException.because(
                        "has an entry that leaves the jar: " + entry.getName() + "; do not trust where it comes from");
            }
            if (OF_API.matcher(entry.getName()).matches()) {
                throw DeployException.because(
                        "has classes of the hook API itself, such as " + entry.getName()
                                + ", so that the server would not know its handlers; build it without them: core-api is 'provided'");
            }
            if (!names.add(distinct(entry.getName()))) {
                throw DeployException.because(
                        "has two entries named " + entry.getName() + "; do not trust where it comes from");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                int read;
                while ((read = in.read(buffer)) >= 0) {
                    left -= read;
                    if (left < 0) {
                        throw DeployException.because("inflates to more than max_jar_content, "
                                + Limits.shown(limits.content()) + "; do not trust where it comes from");
                    }
                }
            }
        }
    }

    /** Readers of META-INF disregard case, so names there that differ in nothing else are the same. */
    private static String distinct(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("META-INF/") && upper.indexOf('/', 9) < 0 ? upper : name;
    }

    private static Attributes manifest(ZipFile zip) throws IOException, DeployException {
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
        try {
            return new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
        } catch (IOException e) {
            throw DeployException.because("its manifest can't be read: " + e.getMessage() + "; build it again");
        }
    }
}
