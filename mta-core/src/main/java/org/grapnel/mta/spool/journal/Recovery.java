package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.grapnel.mta.spool.SpoolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what a former run left: finds the segments, cuts off what never counted, reads every record once, in order, and fills the
 * ledger. Runs before the writer starts, on the opener's thread.
 */
final class Recovery {
    /** Where the journal goes on. */
    record Result(
            long nextSegment, long nextLsn, long nextBody, @Nullable Segment active, long damaged, List<Long> lost) {}

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Disk disk;
    private final Ledger ledger;
    private final int segmentBytes;
    private final Map<Long, Long> trims = new HashMap<>();
    private final Set<Long> headless = new HashSet<>();
    private final List<SegmentFile> opened = new ArrayList<>();
    /** Files of nothing readable that could not be set aside. */
    private final Set<SegmentFile> left = new HashSet<>();

    private long nextSegment = 1;
    private int damaged;

    Recovery(Disk disk, Ledger ledger, int segmentBytes) {
        this.disk = disk;
        this.ledger = ledger;
        this.segmentBytes = segmentBytes;
    }

    Result run() throws IOException, SpoolException {
        boolean done = false;
        try {
            Result result = recover();
            done = true;
            return result;
        } finally {
            if (!done) {
                for (SegmentFile file : opened) {
                    file.close();
                }
            }
        }
    }

    private Result recover() throws IOException, SpoolException {
        List<Segment> segments = openSegments();
        Replay replay = new Replay(disk, ledger);
        Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
        Set<Segment> torn = mayBeTorn(segments);
        for (Segment segment : segments) {
            Long trim = trims.get(segment.number);
            long size = segment.file.size();
            long end = trim != null ? Math.min(trim, size) : size;
            if (trim == null && torn.contains(segment)) {
                end = TornTail.find(segment);
                segment.file.force(); // a process that was killed may have left its last batch in the system's hands
            }
            cut(segment, size, end);
            ledger.addSegment(segment);
            replay.segment(segment);
            segment.sealed = true;
        }
        // A process that was killed may have left names of files that it made, and deletions, in the system's hands
        // only. What is written from here
        // on relies on both.
        disk.syncDirectory();
        replay.finish();
        Segment active = last != null && last.length >= Segment.FIRST && last.length < segmentBytes ? last : null;
        if (active != null && headerOf(active.file) == null) {
            active = null;
        }
        if (active != null) {
            active.sealed = false;
        }
        return new Result(
                nextSegment, replay.nextLsn(), replay.nextBody(), active, damaged + replay.damaged(), replay.lost());
    }

    /**
     * The last segment; and the one before a segment whose header is lost, if only that could have said where the one before ends: such a
     * segment was most likely never forced.
     */
    private Set<Segment> mayBeTorn(List<Segment> segments) {
        Set<Segment> torn = new HashSet<>();
        for (int i = segments.size() - 1; i >= 0; i--) {
            torn.add(segments.get(i));
            if (!headless.contains(segments.get(i).number)) {
                break;
            }
        }
        return torn;
    }

    private List<Segment> openSegments() throws IOException, SpoolException {
        List<Segment> segments = new ArrayList<>();
        boolean swept = false;
        for (String name :
                disk.list().stream().filter(Segment::isSegment).sorted().toList()) {
            nextSegment = Segment.numberIn(name) + 1;
            SegmentFile file = disk.open(name);
            opened.add(file);
            Segment segment = openSegment(file, Segment.numberIn(name));
            if (segment == null) {
                file.close();
                if (!left.contains(file)) {
                    disk.delete(name);
                    swept = true;
                }
            } else {
                segments.add(segment);
            }
        }
        if (swept) {
            disk.syncDirectory();
        }
        return segments;
    }

    /** The segment in the file; null if there is none, and what there is was set aside. */
    private @Nullable Segment openSegment(SegmentFile file, long number) throws IOException, SpoolException {
        SegmentHeader header = headerOf(file);
        if (header != null && header.version() != SegmentHeader.VERSION) {
            throw new SpoolException(
                    SpoolException.Kind.UNUSABLE,
                    disk.name() + "/" + file.name() + ": format " + header.version() + ", this version reads format "
                            + SegmentHeader.VERSION + "; start the version that wrote it");
        }
        if (header != null) {
            header.trims().forEach(trim -> trims.put(trim.number(), trim.length()));
            return new Segment(number, header.marker(), file, header.trims());
        }
        Integer marker = markerOfFirstRecord(file);
        if (marker != null) {
            damaged++;
            Segment segment = new Segment(number, marker, file, List.of());
            segment.untouchable = !aside(file, Segment.FIRST, "-0", "its header is damaged, its records are readable");
            headless.add(number);
            return segment;
        }
        long size = file.size();
        if (size > Segment.FIRST) {
            damaged++;
            if (!aside(file, size, "", "it has no header and no record at its start")) {
                left.add(file);
                return null;
            }
        } else {
            LOG.info("{}/{}: begun and never used; deleted", disk.name(), file.name());
        }
        return null;
    }

    /** False when the medium takes no copy now: then the file stays, and the next start tries again. */
    private boolean aside(SegmentFile file, long length, String suffix, String what) {
        boolean copied = false;
        try {
            disk.setAside(file, 0, length, file.name() + suffix, what);
            copied = true;
        } catch (IOException e) {
            LOG.error("{}/{}: can't be set aside, so it is kept: {}", disk.name(), file.name(), e.getMessage());
        }
        LOG.error("{}/{}: {}{}", disk.name(), file.name(), what, copied ? "; set aside to quarantine/" : "");
        return copied;
    }

    private static @Nullable SegmentHeader headerOf(SegmentFile file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SegmentHeader.BYTES);
        file.read(buffer, 0);
        return SegmentHeader.decode(buffer.flip());
    }

    private static @Nullable Integer markerOfFirstRecord(SegmentFile file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(RecordHeader.BYTES);
        if (file.read(buffer, Segment.FIRST) < RecordHeader.BYTES) {
            return null;
        }
        int marker = buffer.getInt(0);
        return RecordHeader.decode(marker, buffer, 0, new CRC32C()) == null ? null : marker;
    }

    private void cut(Segment segment, long size, long end) throws IOException {
        if (end < size) {
            LOG.info("{}/{}: {} bytes at the end were never committed; cut", disk.name(), segment, size - end);
            segment.file.truncate(end);
            segment.file.force();
        }
        segment.length = Math.toIntExact(end);
        segment.forced = segment.length;
    }
}
