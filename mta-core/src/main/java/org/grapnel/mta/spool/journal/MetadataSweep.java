package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolException.Kind;
import org.grapnel.mta.spool.StoredVisitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the metadata of all messages. It lies between the bodies, so it is read in stretches of the segments instead of record by record:
 * a million calls of the system take longer than the bytes between them.
 */
final class MetadataSweep {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataSweep.class);
    private static final int STRETCH = 1 << 20;
    /** What costs about as much to read as another call. */
    private static final int GAP = 1 << 14;

    private final String directory;
    private final JournalReader reader;
    private final StoredVisitor visitor;

    MetadataSweep(String directory, JournalReader reader, StoredVisitor visitor) {
        this.directory = directory;
        this.reader = reader;
        this.visitor = visitor;
    }

    /** Returns when all were shown, or the first trouble ended it. */
    void run(List<Ledger.Shelf> shelves, ExecutorService readers) throws SpoolException {
        List<Future<?>> running = new ArrayList<>();
        try {
            for (Ledger.Shelf shelf : shelves) {
                running.add(readers.submit(() -> {
                    read(shelf);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw trouble(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SpoolException(Kind.FAILED, directory + ": reading was interrupted", e);
        } finally {
            running.forEach(each -> each.cancel(false));
        }
    }

    private SpoolException trouble(Throwable cause) {
        if (cause instanceof SpoolException known) {
            return known;
        }
        if (cause instanceof IOException medium) {
            return Faults.of(directory, "reading metadata", medium);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    private void read(Ledger.Shelf shelf) throws IOException, SpoolException {
        Ledger.MetaRecord[] records = shelf.records();
        Arrays.sort(records);
        ByteBuffer stretch = ByteBuffer.allocate(STRETCH);
        CRC32C crc = new CRC32C();
        int next = 0;
        while (next < records.length) {
            int first = next;
            int from = records[first].offset();
            int to = from;
            while (next < records.length
                    && records[next].end() - from <= STRETCH
                    && (next == first || records[next].offset() - to <= GAP)) {
                to = records[next++].end();
            }
            stretch.clear().limit(to - from);
            if (next == first) {
                alone(records[next++]);
            } else {
                shelf.segment().file.read(stretch, from);
                for (Ledger.MetaRecord record : Arrays.asList(records).subList(first, next)) {
                    show(shelf.segment(), record, stretch, record.offset() - from, crc);
                }
            }
        }
    }

    private void show(Segment segment, Ledger.MetaRecord record, ByteBuffer stretch, int at, CRC32C crc)
            throws SpoolException {
        boolean whole = at + RecordHeader.BYTES + record.length() <= stretch.position();
        if (!whole || !JournalReader.isMetadata(segment, record.id(), record.length(), stretch, at, crc)) {
            alone(record);
            return;
        }
        byte[] metadata = new byte[record.length()];
        stretch.get(at + RecordHeader.BYTES, metadata);
        visitor.message(record.id(), record.bodySize(), metadata);
    }

    /** A very large one, and one that looks damaged: who reads it by itself says what is wrong. */
    private void alone(Ledger.MetaRecord record) throws SpoolException {
        try {
            Optional<byte[]> metadata = reader.metadata(record.id());
            metadata.ifPresent(bytes -> visitor.message(record.id(), record.bodySize(), bytes));
        } catch (SpoolException e) {
            if (e.kind() != Kind.DAMAGED) {
                throw e;
            }
            LOG.error("{}", e.getMessage());
        }
    }
}
