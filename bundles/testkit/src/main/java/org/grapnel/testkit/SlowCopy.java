package org.grapnel.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A copy that is half done: the first half is on disk when the constructor returns, the rest comes with {@link #finish}. */
public final class SlowCopy implements AutoCloseable {
    private final OutputStream out;
    private final byte[] rest;
    private boolean finished;

    SlowCopy(Path from, Path target) throws IOException {
        byte[] all = Files.readAllBytes(from);
        out = Files.newOutputStream(target);
        out.write(all, 0, all.length / 2);
        out.flush();
        rest = Arrays.copyOfRange(all, all.length / 2, all.length);
    }

    /** Writes the second half and closes the file. */
    public void finish() throws IOException {
        if (finished) return;
        finished = true;
        out.write(rest);
        out.close();
    }

    /** Leaves the file as it is: half, unless finished. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
