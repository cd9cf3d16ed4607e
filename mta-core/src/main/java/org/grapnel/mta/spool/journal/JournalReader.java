package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.zip.CRC32C;
import org.grapnel.mta.spool.Bodies;
import org.grapnel.mta.spool.Body;
import org.grapnel.mta.spool.DamagedBodyException;
import org.grapnel.mta.spool.MessageId;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolException.Kind;
import org.grapnel.mta.spool.StoredVisitor;

/** Reads messages back, on the threads of those who ask. */
final class JournalReader {
    private final String directory;
    private final Ledger ledger;
    private final BodyCache cache;
    private final Runnable nudgeWriter;

    JournalReader(String directory, Ledger ledger, BodyCache cache, Runnable nudgeWriter) {
        this.directory = directory;
        this.ledger = ledger;
        this.cache = cache;
        this.nudgeWriter = nudgeWriter;
    }

    static SpoolException noSuchMessage(long id) {
        return new SpoolException(Kind.NO_SUCH_MESSAGE, "message " + MessageId.text(id) + ": not in the spool");
    }

    Optional<byte[]> metadata(long id) throws SpoolException {
        Ledger.Held held = ledger.holdMetadata(id);
        if (held == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(id, held));
        } catch (IOException e) {
            throw Faults.of(
                    directory + "/" + held.segment(), "reading the metadata of message " + MessageId.text(id), e);
        } finally {
            release(held.segment());
        }
    }

    private byte[] read(long id, Ledger.Held held) throws IOException, SpoolException {
        ByteBuffer record = ByteBuffer.allocate(RecordHeader.BYTES + held.length());
        held.segment().file.read(record, held.offset());
        if (record.hasRemaining() || !isMetadata(held.segment(), id, held.length(), record, 0, new CRC32C())) {
            throw new SpoolException(
                    Kind.DAMAGED,
                    directory + "/" + held.segment() + ": the metadata of message " + MessageId.text(id) + " at "
                            + held.offset() + " is damaged");
        }
        byte[] metadata = new byte[held.length()];
        System.arraycopy(record.array(), RecordHeader.BYTES, metadata, 0, metadata.length);
        return metadata;
    }

    /** Whether the undamaged metadata of the message stands there, of that length. */
    static boolean isMetadata(Segment segment, long id, int length, ByteBuffer bytes, int at, CRC32C crc) {
        RecordHeader header = RecordHeader.decode(segment.marker, bytes, at, crc);
        if (header == null || header.type() != RecordHeader.META || header.id() != id || header.length() != length) {
            return false;
        }
        crc.reset();
        crc.update(bytes.array(), bytes.arrayOffset() + at + RecordHeader.BYTES, length);
        return header.payloadCrc() == (int) crc.getValue();
    }

    Body body(long id) throws SpoolException {
        return new JournalBody(this, ledger, cache, stored(id));
    }

    private StoredBody stored(long id) throws SpoolException {
        StoredBody body = ledger.bodyOf(id);
        if (body == null) {
            throw noSuchMessage(id);
        }
        return body;
    }

    boolean inCore(long id) {
        StoredBody body = ledger.bodyOf(id);
        return body != null && body.core != null;
    }

    /** Reads a body into the cache, if the cache takes one of its size. */
    void pull(long id) throws SpoolException {
        StoredBody body = stored(id);
        long size = ledger.sizeOf(body);
        boolean keep = cache.takes(size);
        if (body.core != null || (!keep && ledger.whole(body) && !ledger.suspect(body))) {
            return;
        }
        try (InputStream in = new JournalBody(this, ledger, cache, body).fromDisk()) {
            if (keep) {
                ledger.keepInCore(body, Bodies.inMemory(in.readNBytes(Math.toIntExact(size))));
            } else {
                in.transferTo(OutputStream.nullOutputStream());
                ledger.suspect(body.key(), false);
            }
        } catch (DamagedBodyException e) {
            throw new SpoolException(Kind.DAMAGED, "message " + MessageId.text(id) + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw Faults.of(directory, "reading the body of message " + MessageId.text(id), e);
        }
    }

    /** A stream met damage in the body: the next one who pulls it looks for himself. */
    void suspect(long body) {
        ledger.suspect(body, true);
    }

    void release(Segment segment) {
        if (ledger.release(segment)) {
            nudgeWriter.run();
        }
    }

    /** From the threads of the executor, several at once; returns when all were shown. */
    void forEach(StoredVisitor visitor, ExecutorService readers) throws SpoolException {
        List<Ledger.Shelf> shelves = ledger.holdAllMetadata();
        try {
            new MetadataSweep(directory, this, visitor).run(shelves, readers);
        } finally {
            shelves.forEach(shelf -> release(shelf.segment()));
        }
    }
}
