package org.grapnel.mta.spool.journal;

import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicLong;
import org.grapnel.mta.spool.MemoryBody;
import org.grapnel.mta.spool.SpoolStatus;
import org.jspecify.annotations.Nullable;

/**
 * Bodies in memory, bounded in bytes: those just written, so that the first attempt reads no disk, and those fetched for a later one. The
 * oldest makes room. Each body itself points to its content; the cache only keeps count. Safe for use by any thread.
 */
final class BodyCache {
    /** One body may take this share of the cache. */
    private static final int SHARE = 4;

    private final long bound;
    private final LinkedHashSet<StoredBody> kept = new LinkedHashSet<>(); // guarded by this, like the bytes
    private long bytes;
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();

    BodyCache(long bound) {
        this.bound = bound;
    }

    boolean takes(long size) {
        return size <= bound / SHARE;
    }

    /** Keeps the content of a body that messages have. */
    synchronized void keep(StoredBody body, MemoryBody content) {
        if (!takes(content.size()) || !kept.add(body)) {
            return;
        }
        body.core = content;
        bytes += content.size();
        var oldest = kept.iterator();
        while (bytes > bound) {
            StoredBody old = oldest.next();
            oldest.remove();
            letGo(old);
        }
    }

    /** The body is not needed any more. */
    synchronized void drop(StoredBody body) {
        if (body.core != null && kept.remove(body)) {
            letGo(body);
        }
    }

    private void letGo(StoredBody body) {
        MemoryBody content = body.core;
        body.core = null;
        bytes -= content == null ? 0 : content.size();
    }

    /** The content if it is in memory; counted. */
    @Nullable
    MemoryBody find(StoredBody body) {
        MemoryBody content = body.core;
        (content == null ? misses : hits).incrementAndGet();
        return content;
    }

    synchronized SpoolStatus.Core status() {
        return new SpoolStatus.Core(bytes, bound, kept.size(), hits.get(), misses.get());
    }
}
