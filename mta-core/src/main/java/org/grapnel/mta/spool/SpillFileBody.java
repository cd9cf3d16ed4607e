package org.grapnel.mta.spool;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A body in a file, for bodies too large for memory. The file belongs to whoever made it. */
public final class SpillFileBody implements Body {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final long size;

    private SpillFileBody(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    static SpillFileBody of(Path file) throws IOException {
        return new SpillFileBody(file, Files.size(file));
    }

    /** Where the body is. */
    public Path file() {
        return file;
    }

    @Override
    public long size() {
        return size;
    }

    // A FileInputStream, because an interrupt would close a channel in the middle of a delivery.
    @Override
    public InputStream open() throws IOException {
        return new BufferedInputStream(new FileInputStream(file.toFile()), BUFFER);
    }
}
