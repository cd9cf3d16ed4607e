package org.grapnel.deployer.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** SHA-256 of files, and the checksum file beside one: {@code NAME.sha256}, as {@code sha256sum} writes it. */
public final class Checksum {
    public static final String ENDING = ".sha256";

    private static final int LONGEST = 4096;

    private Checksum() {}

    /** Compares a file that was copied with the checksum file beside the original, where there is one. */
    static void check(Path copy, Path original, boolean required) throws DeployException, IOException {
        String name = original.getFileName() + ENDING;
        Optional<String> expected = expected(original.resolveSibling(name));
        if (expected.isEmpty()) {
            if (required) {
                throw DeployException.because("has no checksum file, and require_checksum is set; put " + name
                        + " beside it: sha256sum " + original.getFileName() + " > " + name);
            }
            return;
        }
        String actual = of(copy);
        if (!expected.get().equals(actual)) {
            throw DeployException.because("its SHA-256 is " + actual + ", " + name + " says " + expected.get()
                    + "; copy both again, the checksum file first");
        }
    }

    /** Of one file, in hex. */
    public static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        addTo(digest, file);
        return HexFormat.of().formatHex(digest.digest());
    }

    static void addTo(MessageDigest digest, Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Optional<String> expected(Path file) throws IOException, DeployException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        String word = new String(bytes, StandardCharsets.ISO_8859_1).strip().split("\\s+", 2)[0];
        if (!word.matches("[0-9A-Fa-f]{64}")) {
            throw DeployException.because(
                    file.getFileName() + " does not begin with a SHA-256 in hex; write it with sha256sum");
        }
        return Optional.of(word.toLowerCase(Locale.ROOT));
    }
}
