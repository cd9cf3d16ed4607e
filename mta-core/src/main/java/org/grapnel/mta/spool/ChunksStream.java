package org.grapnel.mta.spool;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** Reads arrays one after the other. */
final class ChunksStream extends InputStream {
    private final List<byte[]> chunks;
    private int chunk;
    private int offset;

    ChunksStream(List<byte[]> chunks) {
        this.chunks = chunks;
    }

    private boolean exhausted() {
        while (chunk < chunks.size() && offset == chunks.get(chunk).length) {
            chunk++;
            offset = 0;
        }
        return chunk == chunks.size();
    }

    @Override
    public int read() {
        return exhausted() ? -1 : chunks.get(chunk)[offset++] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) {
        Objects.checkFromIndexSize(start, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (exhausted()) {
            return -1;
        }
        byte[] from = chunks.get(chunk);
        int taken = Math.min(length, from.length - offset);
        System.arraycopy(from, offset, target, start, taken);
        offset += taken;
        return taken;
    }

    @Override
    public int available() {
        return exhausted() ? 0 : chunks.get(chunk).length - offset;
    }
}
