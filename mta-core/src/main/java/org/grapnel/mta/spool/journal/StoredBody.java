package org.grapnel.mta.spool.journal;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.grapnel.mta.spool.MemoryBody;
import org.jspecify.annotations.Nullable;

/** Where the chunks of a body are, and how many messages share it. Guarded by the {@link Ledger}'s lock. */
final class StoredBody implements LongTable.Keyed {
    /** More than any body needs; bounds what a record can make recovery allocate. */
    static final int MAX_CHUNKS = 1 << 16;

    private static final @Nullable Chunk[] NONE = {};

    private final long id;
    private @Nullable Chunk[] chunks = NONE;
    /** Number of chunks; 0 as long as the last one was not seen. */
    private int count;
    /** Messages that share the body; also 1 while it is being stored. */
    int holders;
    /** The content, while the {@link BodyCache} keeps it; any thread may read it. */
    volatile @Nullable MemoryBody core;
    /** Somebody read it and found it damaged. Guarded by the ledger's lock, too. */
    boolean suspect;

    StoredBody(long id) {
        this.id = id;
    }

    /** Puts a chunk in place; returns the one that was there. */
    @Nullable
    Chunk place(int number, Chunk chunk, boolean last) {
        if (number >= chunks.length) {
            chunks = Arrays.copyOf(chunks, number == 0 ? 1 : Math.max(number + 1, chunks.length * 2));
        }
        Chunk before = chunks[number];
        chunks[number] = chunk;
        if (last) {
            count = number + 1;
        }
        return before;
    }

    @Nullable
    Chunk chunk(long number) {
        return number < chunks.length ? chunks[(int) number] : null;
    }

    boolean complete() {
        if (count == 0) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (chunks[i] == null) {
                return false;
            }
        }
        return true;
    }

    /** The chunks present, in order. */
    List<Chunk> chunks() {
        if (chunks.length == 1 && chunks[0] != null) { // nearly always
            return List.of(chunks[0]);
        }
        return Arrays.stream(chunks)
                .filter(Objects::nonNull)
                .map(Chunk.class::cast)
                .toList();
    }

    long size() {
        long size = 0;
        for (Chunk chunk : chunks) {
            size += chunk == null ? 0 : chunk.length();
        }
        return size;
    }

    @Override
    public long key() {
        return id;
    }
}
