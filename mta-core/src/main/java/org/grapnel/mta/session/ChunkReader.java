package org.grapnel.mta.session;

import java.io.IOException;
import java.util.Optional;

/** Takes exactly the bytes that a BDAT command has announced, whatever they are (RFC 3030 2). */
final class ChunkReader implements Wire.Taker {
    private final Optional<ContentFilter> content;
    private long left;

    private ChunkReader(long size, Optional<ContentFilter> content) {
        this.left = size;
        this.content = content;
    }

    static ChunkReader into(ContentFilter content, long size) {
        return new ChunkReader(size, Optional.of(content));
    }

    /** Reads a chunk that was refused, so that no byte of it is taken for a command. */
    static ChunkReader dropping(long size) {
        return new ChunkReader(size, Optional.empty());
    }

    @Override
    public boolean ended() {
        return left == 0;
    }

    @Override
    public int take(byte[] block, int from, int limit) throws IOException {
        int end = from + (int) Math.min(left, limit - from);
        if (content.isPresent()) {
            content.get().write(block, from, end);
        }
        left -= end - from;
        return end;
    }
}
