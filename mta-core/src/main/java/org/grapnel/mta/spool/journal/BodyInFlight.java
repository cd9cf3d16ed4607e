package org.grapnel.mta.spool.journal;

import org.grapnel.mta.spool.Body;
import org.grapnel.mta.spool.MemoryBody;
import org.grapnel.mta.spool.SpoolException;
import org.jspecify.annotations.Nullable;

/** A body between its first chunk and its messages. Owned by the writer thread; the failure is seen by the caller, too. */
final class BodyInFlight {
    final StoredBody body;
    private volatile @Nullable SpoolException failure;
    private final @Nullable MemoryBody inMemory;
    private boolean held;

    BodyInFlight(long id, Body content) {
        this.body = new StoredBody(id);
        this.inMemory = content instanceof MemoryBody memory ? memory : null;
    }

    @Nullable
    SpoolException failure() {
        return failure;
    }

    /** A chunk is on disk: it stays until the messages are, or the store fails. */
    void placed(Ledger ledger, Draft chunk) {
        if (!held) {
            held = true;
            body.holders++;
        }
        boolean last = (chunk.flags & RecordHeader.LAST_CHUNK) != 0;
        ledger.placeChunk(body, (int) chunk.ref, new Chunk(chunk.segment(), chunk.offset(), chunk.length), last);
    }

    /** The messages hold the body now. */
    void handOver(Ledger ledger) {
        if (inMemory != null) {
            ledger.keepInCore(body, inMemory);
        }
        release(ledger);
    }

    private void release(Ledger ledger) {
        held = false;
        ledger.letGo(body);
    }

    void fail(Ledger ledger, SpoolException why) {
        failure = why;
        if (held) {
            release(ledger);
        }
    }
}
