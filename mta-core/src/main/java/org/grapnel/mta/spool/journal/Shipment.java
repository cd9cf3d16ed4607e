package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.grapnel.mta.spool.Body;
import org.grapnel.mta.spool.Change;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.Entry;
import org.grapnel.mta.spool.Load;
import org.grapnel.mta.spool.MemoryBody;
import org.grapnel.mta.spool.MessageId;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolException.Kind;

/**
 * Hands bodies and their messages to the writer, on the caller's thread: reads, encodes and checksums; few chunks in memory at a time. All
 * metadata is in the one unit at the end, which makes everything before it count.
 */
final class Shipment {
    private static final int CHUNK = RecordHeader.MAX_PAYLOAD;
    /** Last chunks that travel with the metadata; those beyond go ahead like the chunks of a large body. */
    private static final long CLOSING_BYTES = 4 << 20;

    private final String directory;
    private final Intake intake;
    private final List<StoreUnits.Part> parts = new ArrayList<>(1);
    private long closingBytes;

    Shipment(String directory, Intake intake) {
        this.directory = directory;
        this.intake = intake;
    }

    /** @param changes of messages that are present, in the unit that makes the loads count */
    Commit send(List<Load> loads, List<Change> changes, long firstBodyId) {
        for (int i = 0; i < loads.size(); i++) {
            Load load = loads.get(i);
            StoreUnits.Part part = new StoreUnits.Part(new BodyInFlight(firstBodyId + i, load.body()));
            parts.add(part);
            SpoolException failed;
            try {
                failed = sendBody(part, load.body());
            } catch (IOException e) {
                failed = new SpoolException(
                        Kind.UNREADABLE_BODY,
                        "message " + MessageId.text(load.messages().get(0).id()) + ": its body can't be read: "
                                + e.getMessage(),
                        e);
            }
            if (failed != null) {
                abandon(failed);
                return Ticket.refused(failed);
            }
            boolean closes = i == loads.size() - 1 && changes.isEmpty();
            addMetadata(part, load.messages(), closes);
        }
        Unit unit = JointUnit.of(new StoreUnits.StoreUnit(List.copyOf(parts)), changes);
        return intake.put(unit) ? unit.ticket : Ticket.refused(closed(directory));
    }

    /** All chunks go ahead but the last, which waits for the metadata if it is small. The reason if the store can't go on. */
    @org.jspecify.annotations.Nullable
    private SpoolException sendBody(StoreUnits.Part part, Body body) throws IOException {
        long id = part.body.body.key();
        int lastChunk = (int) Math.max(0, (body.size() - 1) / CHUNK);
        try (InputStream in = body instanceof MemoryBody ? InputStream.nullInputStream() : body.open()) {
            for (int number = 0; number < lastChunk; number++) {
                Draft chunk = Draft.body(id, number, false, true, chunk(body, in, number, CHUNK));
                SpoolException failed = ahead(part, chunk);
                if (failed != null) {
                    return failed;
                }
            }
            int rest = (int) (body.size() - (long) lastChunk * CHUNK);
            List<ByteBuffer> payload = chunk(body, in, lastChunk, rest);
            if (in.read() >= 0) {
                throw new IOException("has more bytes than the " + body.size() + " it said");
            }
            if (closingBytes > 0 && closingBytes + rest > CLOSING_BYTES) {
                return ahead(part, Draft.body(id, lastChunk, true, true, payload));
            }
            closingBytes += rest;
            part.lastChunk(Draft.body(id, lastChunk, true, false, payload));
            return null;
        }
    }

    @org.jspecify.annotations.Nullable
    private SpoolException ahead(StoreUnits.Part part, Draft chunk) {
        return intake.put(new StoreUnits.ChunkUnit(part.body, chunk)) ? part.body.failure() : closed(directory);
    }

    private void abandon(SpoolException why) {
        for (StoreUnits.Part part : parts) {
            intake.put(new StoreUnits.AbandonUnit(part.body, why));
        }
    }

    private static List<ByteBuffer> chunk(Body body, InputStream in, int number, int length) throws IOException {
        if (body instanceof MemoryBody memory) {
            return memory.slice((long) number * CHUNK, length);
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException(
                    "ends after " + ((long) number * CHUNK + bytes.length) + " of " + body.size() + " bytes");
        }
        return List.of(ByteBuffer.wrap(bytes));
    }

    private static void addMetadata(StoreUnits.Part part, List<Entry> messages, boolean closesUnit) {
        int last = messages.size() - 1;
        for (int i = 0; i <= last; i++) {
            Entry message = messages.get(i);
            boolean closes = closesUnit && i == last;
            part.metadata(Draft.meta(message.id(), part.body.body.key(), closes, message.metadata()));
        }
    }

    static SpoolException closed(String directory) {
        return new SpoolException(Kind.CLOSED, directory + ": the spool is closed");
    }
}
