package org.grapnel.mta.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a file was when it was looked at: another stamp, another content. */
record Stamp(FileTime modified, long size, String identity) {
    /** Of each file; empty where it can't be looked at. */
    static Map<Path, Optional<Stamp>> of(Set<Path> files) {
        Map<Path, Optional<Stamp>> stamps = new HashMap<>();
        files.forEach(file -> stamps.put(file, of(file)));
        return stamps;
    }

    private static Optional<Stamp> of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey())));
        } catch (IOException e) {
            return Optional.empty(); // who reads it says why
        }
    }
}
