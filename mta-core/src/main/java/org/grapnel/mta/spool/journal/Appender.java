package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the journal: gathers records in one direct buffer, writes it in large pieces, forces. Writer thread only. What was appended
 * after the latest force counts only after the next one.
 */
final class Appender {
    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final int STAGING = 1 << 20;

    private final Disk disk;
    private final Ledger ledger;
    private final int segmentBytes;
    private final IntSupplier markers;
    private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING);
    private final ByteBuffer head = ByteBuffer.allocate(RecordHeader.BYTES);
    private final CRC32C crc = new CRC32C();
    private long nextNumber;
    private long nextLsn;

    private @Nullable Segment active;
    /** Bytes handed to the file; staged ones come on top. */
    private long written;

    private boolean anyRagged;

    Appender(Disk disk, Ledger ledger, int segmentBytes, IntSupplier markers, Recovery.Result found) {
        this.disk = disk;
        this.ledger = ledger;
        this.segmentBytes = segmentBytes;
        this.markers = markers;
        this.nextNumber = found.nextSegment();
        this.nextLsn = found.nextLsn();
        this.active = found.active();
        this.written = active == null ? 0 : active.length;
    }

    /** Whether so many more bytes go into the segment at hand. A unit larger than a segment has one to itself. */
    boolean fits(long bytes) {
        return active == null || end() == Segment.FIRST || end() + bytes <= segmentBytes;
    }

    private long end() {
        return written + staging.position();
    }

    void append(Draft draft) throws IOException {
        Segment segment = active == null ? begin() : active;
        if (draft.lsn == Draft.NEW) {
            draft.lsn = nextLsn++;
        }
        draft.writtenAt(segment, Math.toIntExact(end()));
        draft.header(segment.forced).encode(segment.marker, head, crc);
        stage(head, segment);
        for (ByteBuffer part : draft.payload) {
            stage(part, segment);
        }
    }

    private Segment begin() throws IOException {
        List<SegmentHeader.Trim> trims = trims();
        long number = nextNumber++;
        SegmentHeader header = new SegmentHeader(SegmentHeader.VERSION, markers.getAsInt(), number, trims);
        Segment segment = new Segment(number, header.marker(), disk.create(Segment.fileName(number)), header.trims());
        ledger.addSegment(segment);
        active = segment;
        written = 0;
        stage(header.encode(), segment);
        return segment;
    }

    /** Ragged segments, tried once more; those that can't be cut even now are named in the next segment's header. */
    private List<SegmentHeader.Trim> trims() throws IOException {
        List<SegmentHeader.Trim> trims = new ArrayList<>();
        if (anyRagged) {
            ledger.segments().stream().filter(segment -> segment.ragged).forEach(this::cut);
            for (Segment segment : ledger.segments()) {
                if (segment.ragged) {
                    trims.add(new SegmentHeader.Trim(segment.number, segment.length));
                }
            }
            anyRagged = !trims.isEmpty();
        }
        if (trims.size() > SegmentHeader.MAX_TRIMS) {
            throw new IOException(trims.size() + " segments failed and can't be cut; mend the medium");
        }
        return trims;
    }

    private void stage(ByteBuffer source, Segment segment) throws IOException {
        while (source.hasRemaining()) {
            if (!staging.hasRemaining()) {
                writeStaged(segment);
            }
            int n = Math.min(staging.remaining(), source.remaining());
            staging.put(staging.position(), source, source.position(), n);
            staging.position(staging.position() + n);
            source.position(source.position() + n);
        }
    }

    private void writeStaged(Segment segment) throws IOException {
        int bytes = staging.position();
        segment.file.write(staging.flip(), written);
        written += bytes;
        staging.clear();
    }

    /** Puts what was appended on stable storage, with what counted without that. */
    void force() throws IOException {
        Segment segment = active;
        if (segment == null) {
            return;
        }
        writeStaged(segment);
        segment.file.force();
        if (segment.forced == 0) {
            disk.syncDirectory();
        }
        segment.forced = Math.toIntExact(written);
        ledger.counts(segment, segment.forced);
    }

    /** Hands what was appended to the system: it counts, and the next force will make it last. */
    void write() throws IOException {
        Segment segment = active;
        if (segment != null) {
            writeStaged(segment);
            ledger.counts(segment, Math.toIntExact(written));
        }
    }

    /** Whether something counts that was not forced. */
    boolean unforced() {
        Segment segment = active;
        return segment != null && segment.forced < segment.length;
    }

    /** Tries the medium: begins a segment if there is none, and forces. */
    void probe() throws IOException {
        if (active == null) {
            begin();
        }
        force();
    }

    /** The segment at hand takes no more; the next record begins another. Everything in it was forced. */
    void seal() {
        if (active != null) {
            active.sealed = true;
            active = null;
            ledger.askReview();
        }
    }

    /** A write or force failed: nothing after the latest force counts, and nothing is ever appended there. */
    void abandon() {
        staging.clear();
        Segment segment = active;
        seal();
        if (segment != null) {
            if (segment.forced < segment.length) {
                segment.doubtful =
                        true; // the system may have dropped it, or not: compaction saves what can still be read
            }
            cut(segment);
        }
    }

    private void cut(Segment segment) {
        try {
            segment.file.truncate(segment.length);
            segment.file.force();
            segment.ragged = false;
        } catch (IOException e) {
            // A failed force may have dropped pages that a later one would report as written, so it is never repeated
            // for
            // them: the next segment's header says where this one ends.
            if (!segment.ragged) { // once: it is tried again with each new segment
                LOG.warn(
                        "{}/{}: could not be cut to {} bytes: {}",
                        disk.name(),
                        segment,
                        segment.length,
                        e.getMessage());
            }
            segment.ragged = true;
            anyRagged = true;
        }
    }
}
