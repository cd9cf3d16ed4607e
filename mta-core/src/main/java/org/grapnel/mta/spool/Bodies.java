package org.grapnel.mta.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes bodies. */
public final class Bodies {
    private Bodies() {}

    /** A body in one array, which must not change while the body is in use. */
    public static MemoryBody inMemory(byte[] content) {
        return new MemoryBody(List.of(content));
    }

    /** A body in several arrays, in order, which must not change while the body is in use. */
    public static MemoryBody inMemory(List<byte[]> chunks) {
        return new MemoryBody(List.copyOf(chunks));
    }

    /** A body in a file that is complete; whoever wrote the file deletes it. */
    public static SpillFileBody inFile(Path file) throws IOException {
        return SpillFileBody.of(file);
    }
}
