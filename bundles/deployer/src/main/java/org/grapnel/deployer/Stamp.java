package org.grapnel.deployer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.TreeSet;
import org.grapnel.deployer.gate.Checksum;
import org.grapnel.deployer.gate.Intake;

/**
 * By what a change of a file is seen.
 *
 * @param key the file's identity, which tells a renamed-in twin of equal size and time, and the looks of what belongs to it
 */
record Stamp(long size, FileTime modified, String key) {
    /** Stands for a file that is gone. */
    static final Stamp GONE = new Stamp(-1, FileTime.fromMillis(0), "");

    private static final int MOST_PARTS = 1000;

    /** Of a jar or feature with its checksum file and its bundles; empty when it is gone, or no file. */
    static Optional<Stamp> of(Path file) throws IOException {
        Optional<Stamp> own = ofOne(file);
        if (own.isEmpty()) {
            return own;
        }
        TreeSet<String> parts = new TreeSet<>();
        ofOne(file.resolveSibling(file.getFileName() + Checksum.ENDING)).ifPresent(stamp -> parts.add("sum " + stamp));
        if (file.toString().endsWith(".json")) {
            try (DirectoryStream<Path> folder = Files.newDirectoryStream(Intake.folder(file))) {
                for (Path part : folder) {
                    ofOne(part).ifPresent(stamp -> parts.add(part.getFileName() + " " + stamp));
                    if (parts.size() > MOST_PARTS) {
                        throw new IOException(Intake.folder(file) + " has more than " + MOST_PARTS + " files");
                    }
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                return own; // it may come later; then the stamp is another one
            }
        }
        return own.map(stamp -> new Stamp(stamp.size, stamp.modified, stamp.key + parts));
    }

    private static Optional<Stamp> ofOne(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Stamp(
                            attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey())))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
