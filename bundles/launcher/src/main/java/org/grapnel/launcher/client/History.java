package org.grapnel.launcher.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** {@code ~/.grapnel_history}: readable by its owner only, as commands may name addresses and passwords. */
final class History {
    private History() {}

    static Path file() throws IOException {
        Path file = Path.of(System.getProperty("user.home"), ".grapnel_history");
        if (Files.notExists(file)
                && Files.isWritable(file.getParent())
                && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return file;
    }
}
