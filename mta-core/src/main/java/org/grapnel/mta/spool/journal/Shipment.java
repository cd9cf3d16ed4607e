package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.grapnel.mta.spool.Body;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.Entry;
import org.grapnel.mta.spool.MemoryBody;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolException.Kind;

/** Hands a body and its messages to the writer, on the caller's thread: reads, encodes and checksums; one chunk in memory at a time. */
final class Shipment {
    private static final int CHUNK = RecordHeader.MAX_PAYLOAD;

    private final String directory;
    private final Intake intake;
    private final BodyInFlight inFlight;
    private final long bodyId;

    Shipment(String directory, Intake intake, long bodyId) {
        this.directory = directory;
        this.intake = intake;
        this.bodyId = bodyId;
        this.inFlight = new BodyInFlight(bodyId);
    }

    Commit send(Body body, List<Entry> messages) {
        int lastChunk = (int) Math.max(0, (body.size() - 1) / CHUNK);
        int sent = 0;
        try (InputStream in = body instanceof MemoryBody ? InputStream.nullInputStream() : body.open()) {
            for (; sent < lastChunk; sent++) {
                Draft chunk = Draft.body(bodyId, sent, false, true, chunk(body, in, sent, CHUNK));
                if (!intake.put(new StoreUnits.ChunkUnit(inFlight, chunk))) {
                    return Ticket.refused(closed(directory));
                }
                SpoolException failed = inFlight.failure();
                if (failed != null) {
                    return Ticket.refused(failed);
                }
            }
            int rest = (int) (body.size() - (long) lastChunk * CHUNK);
            List<ByteBuffer> payload = chunk(body, in, lastChunk, rest);
            if (in.read() >= 0) {
                throw new IOException("has more bytes than the " + body.size() + " it said");
            }
            return sendLast(Draft.body(bodyId, lastChunk, true, false, payload), messages);
        } catch (IOException e) {
            SpoolException why = new SpoolException(
                    Kind.UNREADABLE_BODY,
                    "message " + messages.get(0).id() + ": its body can't be read: " + e.getMessage(),
                    e);
            if (sent > 0) {
                intake.put(new StoreUnits.AbandonUnit(inFlight, why));
            }
            return Ticket.refused(why);
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

    private Commit sendLast(Draft lastChunk, List<Entry> messages) {
        List<Draft> drafts = new ArrayList<>(messages.size() + 1);
        drafts.add(lastChunk);
        int last = messages.size() - 1;
        for (int i = 0; i <= last; i++) {
            Entry message = messages.get(i);
            drafts.add(Draft.meta(message.id(), bodyId, i == last, message.metadata()));
        }
        Unit unit = new StoreUnits.StoreUnit(inFlight, drafts);
        return intake.put(unit) ? unit.ticket : Ticket.refused(closed(directory));
    }

    static SpoolException closed(String directory) {
        return new SpoolException(Kind.CLOSED, directory + ": the spool is closed");
    }
}
