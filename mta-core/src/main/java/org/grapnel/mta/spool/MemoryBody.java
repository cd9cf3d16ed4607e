package org.grapnel.mta.spool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A body held in arrays; stores without being copied. */
public final class MemoryBody implements Body {
    private final List<byte[]> chunks;
    private final long size;

    MemoryBody(List<byte[]> chunks) {
        this.chunks = chunks;
        this.size = chunks.stream().mapToLong(chunk -> chunk.length).sum();
    }

    @Override
    public long size() {
        return size;
    }

    /** The same body with these bytes in front; nothing is copied. */
    public MemoryBody behind(byte[] head) {
        List<byte[]> all = new ArrayList<>(chunks.size() + 1);
        all.add(head);
        all.addAll(chunks);
        return new MemoryBody(List.copyOf(all));
    }

    /** The bytes from {@code start}, {@code length} of them, as views of the arrays. */
    public List<ByteBuffer> slice(long start, int length) {
        List<ByteBuffer> views = new ArrayList<>(Math.min(chunks.size(), 8));
        long skip = start;
        int wanted = length;
        for (byte[] chunk : chunks) {
            if (skip >= chunk.length) {
                skip -= chunk.length;
                continue;
            }
            int taken = (int) Math.min(chunk.length - skip, wanted);
            views.add(ByteBuffer.wrap(chunk, (int) skip, taken));
            skip = 0;
            wanted -= taken;
            if (wanted == 0) {
                break;
            }
        }
        return views;
    }

    @Override
    public InputStream open() {
        return new ChunksStream(chunks);
    }

    @Override
    public void transferTo(OutputStream out) throws IOException {
        for (byte[] chunk : chunks) {
            out.write(chunk);
        }
    }
}
