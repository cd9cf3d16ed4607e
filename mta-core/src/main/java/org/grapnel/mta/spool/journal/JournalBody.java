package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.grapnel.mta.spool.Body;
import org.grapnel.mta.spool.DamagedBodyException;
import org.grapnel.mta.spool.MemoryBody;

/** A body in the journal, read from memory if it is there. Each other stream looks up anew where the body is, and keeps the segments there until it is closed. */
final class JournalBody implements Body {
    private final JournalReader reader;
    private final Ledger ledger;
    private final StoredBody body;
    private final BodyCache cache;
    private final long size;

    JournalBody(JournalReader reader, Ledger ledger, BodyCache cache, StoredBody body) {
        this.reader = reader;
        this.ledger = ledger;
        this.cache = cache;
        this.body = body;
        this.size = ledger.sizeOf(body);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        MemoryBody inCore = cache.find(body);
        return inCore != null ? inCore.open() : fromDisk();
    }

    /** Past the cache, so that reading verifies what is on the disk. */
    InputStream fromDisk() throws IOException {
        List<Chunk> chunks = ledger.holdChunks(body);
        if (chunks.isEmpty() && ledger.whole(body)) {
            throw new IOException("body " + body.key() + ": removed from the spool with its last message");
        }
        if (!ledger.whole(body)) {
            chunks.forEach(held -> reader.release(held.segment()));
            throw new DamagedBodyException("body " + body.key() + ": part of it was damaged when the spool was opened");
        }
        return new JournalBodyStream(reader, body.key(), chunks);
    }
}
