package org.grapnel.mta.spool.journal;

import java.nio.ByteBuffer;
import java.util.List;
import org.grapnel.mta.spool.SpoolException;
import org.jspecify.annotations.Nullable;

/** A record that compaction carries forward. Made and applied within one turn of the writer thread, so the record stays live. */
final class CopyUnit extends Unit {
    private final Draft draft;
    private final byte[] payload;

    CopyUnit(RecordHeader original, byte[] payload) {
        this.draft = Draft.copy(original, payload);
        this.payload = payload;
    }

    @Override
    List<Long> messages() {
        return List.of();
    }

    @Override
    long bytes() {
        return draft.size();
    }

    @Override
    @Nullable
    SpoolException check(Ledger ledger) {
        return null;
    }

    @Override
    List<Draft> drafts() {
        return List.of(draft);
    }

    @Override
    void apply(Ledger ledger) {
        if (draft.type == RecordHeader.REMOVE) {
            ByteBuffer range = ByteBuffer.wrap(payload);
            ledger.guard(draft.segment(), range.getLong(0), range.getLong(Long.BYTES), draft.size());
        } else if (draft.type == RecordHeader.META) {
            StoredMessage message = ledger.message(draft.id);
            if (message != null) {
                ledger.moveMetadata(message, draft.segment(), draft.offset(), draft.length, draft.lsn);
            }
        } else {
            StoredBody body = ledger.body(draft.id);
            if (body != null) {
                boolean last = (draft.flags & RecordHeader.LAST_CHUNK) != 0;
                ledger.placeChunk(
                        body, (int) draft.ref, new Chunk(draft.segment(), draft.offset(), draft.length), last);
            }
        }
    }
}
