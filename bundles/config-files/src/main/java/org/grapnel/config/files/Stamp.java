package org.grapnel.config.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** By what a change of a file is seen. The key is the file's identity: it tells a renamed-in twin of equal size and time. */
record Stamp(long size, FileTime modified, String key) {
    /** Stands for a file that is gone. */
    static final Stamp GONE = new Stamp(-1, FileTime.fromMillis(0), "");

    /** Empty when it is gone, or no file. */
    static Optional<Stamp> of(Path file) throws IOException {
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
