package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.grapnel.mta.spool.SpoolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back the space of dead records: copies what is needed of a mostly dead segment to the end of the journal, a slice a turn, then
 * deletes the file. A segment that was just filled rests for a while: most mail leaves soon, and what has left is not copied. Writer
 * thread only. Why nothing is lost or raised from the dead is argued in the package's description.
 */
final class Compactor {
    private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);
    private static final int SLICE = 1 << 20;
    private static final int SCAN = 8 << 20;

    private final Disk disk;
    private final Ledger ledger;
    private final Pulse pulse;
    private final Clock clock;
    private final Consumer<List<CopyUnit>> commit;
    private final BooleanSupplier forceAll;
    /** Segments to be emptied on demand, however little of them is dead, and those who wait for that. */
    private final Set<Segment> wanted = new HashSet<>();

    private final List<Ticket> waiting = new ArrayList<>();

    private @Nullable Segment current;
    private @Nullable SegmentScanner scanner;
    /** The medium failed: rest until a change of somebody else's went through. */
    private boolean resting;
    /** When the first segment has rested that would be emptied but for that; by the clock's milliseconds. */
    private OptionalLong nextRested = OptionalLong.empty();

    /**
     * @param commit makes copies durable
     * @param forceAll puts everything on stable storage that counts; false if that failed
     */
    Compactor(
            Disk disk,
            Ledger ledger,
            Pulse pulse,
            Clock clock,
            Consumer<List<CopyUnit>> commit,
            BooleanSupplier forceAll) {
        this.disk = disk;
        this.ledger = ledger;
        this.pulse = pulse;
        this.clock = clock;
        this.commit = commit;
        this.forceAll = forceAll;
    }

    boolean ready() {
        return !resting && (current != null || ledger.reviewDue() || patience() == 0);
    }

    /** Nanoseconds until there may be work without a change of the journal. */
    long patience() {
        return nextRested.isPresent() && !resting
                ? TimeUnit.MILLISECONDS.toNanos(Math.max(0, nextRested.getAsLong() - clock.millis()))
                : Long.MAX_VALUE;
    }

    /** Has all segments emptied that hold anything dead; the tickets are settled when that is done, or has failed. */
    void empty(List<Ticket> tickets) {
        if (tickets.isEmpty()) {
            return;
        }
        waiting.addAll(tickets);
        resting = false;
        ledger.segments().stream()
                .filter(segment -> segment.sealed && !segment.untouchable && !segment.ragged && ledger.anyDead(segment))
                .forEach(wanted::add);
        ledger.askReview();
        settle();
    }

    private void settle() {
        wanted.removeIf(segment -> segment.emptied || segment.untouchable);
        if (wanted.isEmpty()) {
            waiting.forEach(Ticket::succeed);
            waiting.clear();
        }
    }

    private void giveUp(SpoolException why) {
        wanted.clear();
        waiting.forEach(ticket -> ticket.fail(why));
        waiting.clear();
    }

    /** The spool is closed. */
    void close() {
        giveUp(Shipment.closed(disk.name()));
    }

    /** The medium is well again: there may be segments that a failed force left in doubt. */
    void wake() {
        resting = false;
        ledger.askReview();
    }

    /** Does one slice of work, if there is any. */
    void turn(boolean afterUnits) {
        resting &= !afterUnits;
        if (!ready()) {
            return;
        }
        try {
            if (current == null && (ledger.takeReview() || patience() == 0)) {
                current = choose();
            }
            if (current != null) {
                advance(current);
            }
            settle();
        } catch (IOException e) {
            LOG.warn("{}: compaction rests: {}", disk.name(), e.getMessage());
            rest(Faults.of(disk.name(), "compaction", e));
        }
    }

    private void rest(SpoolException why) {
        giveUp(why);
        current = null;
        scanner = null;
        resting = true;
        ledger.askReview();
    }

    private @Nullable Segment choose() {
        nextRested = OptionalLong.empty();
        for (Segment segment : ledger.segments()) {
            // What is in doubt must not wait until its segment can be cut: whatever is written after it names where it
            // ends.
            boolean candidate = segment.sealed
                    && (!segment.ragged || segment.doubtful)
                    && !segment.untouchable
                    && segment.trims.stream().noneMatch(trim -> ledger.trimmedOnlyBy(segment, trim.number()))
                    && (segment.emptied
                            ? !ledger.inUse(segment)
                            : segment.doubtful || wanted.contains(segment) || ripe(segment));
            if (candidate) {
                ledger.askReview(); // there may be another
                return segment;
            }
        }
        return null;
    }

    /** Nothing of it is needed, or little, and it has rested. */
    private boolean ripe(Segment segment) {
        if (!ledger.mostlyDead(segment)) {
            return false;
        }
        boolean rests = segment.rests(clock.millis()) && !ledger.dead(segment);
        if (rests) {
            nextRested = OptionalLong.of(Math.min(segment.restsUntil, nextRested.orElse(segment.restsUntil)));
        }
        return !rests;
    }

    private void advance(Segment segment) throws IOException {
        if (!segment.emptied && ledger.dead(segment)) {
            segment.emptied = true;
        }
        if (!segment.emptied) {
            copySlice(segment);
        }
        if (segment.emptied) {
            current = null;
            scanner = null;
            if (ledger.letGo(segment)) {
                drop(segment);
            }
        }
    }

    private void copySlice(Segment segment) throws IOException {
        SegmentScanner walk = scanner;
        if (walk == null) {
            walk = new SegmentScanner(segment.file, segment.marker, Segment.FIRST, segment.length);
            scanner = walk;
        }
        List<CopyUnit> slice = new ArrayList<>();
        boolean more = true;
        long scanFrom = walk.offset();
        for (long bytes = 0; bytes < SLICE && walk.offset() - scanFrom < SCAN && (more = walk.next()); ) {
            if (!needed(segment, walk)) {
                continue;
            }
            if (!walk.payloadIntact()) {
                keep(segment, "the record at " + walk.offset() + " is damaged");
                return;
            }
            slice.add(new CopyUnit(walk.header(), walk.payload()));
            bytes += walk.header().size();
        }
        commit.accept(slice);
        if (slice.stream().anyMatch(unit -> !unit.ticket.succeeded())) {
            rest(new SpoolException(SpoolException.Kind.FAILED, disk.name() + ": copies could not be written"));
            return;
        }
        if (more) {
            return;
        }
        if (ledger.live(segment) > 0) {
            keep(segment, "records that are needed were not found");
            return;
        }
        segment.emptied = true;
        pulse.compacted();
    }

    /** Damage: nothing is destroyed, the next recovery sets it aside. */
    private void keep(Segment segment, String why) {
        LOG.error("{}/{}: {}; the segment is kept as it is", disk.name(), segment, why);
        pulse.damaged();
        segment.untouchable = true;
        current = null;
        scanner = null;
    }

    private boolean needed(Segment segment, SegmentScanner walk) throws IOException {
        RecordHeader header = walk.header();
        if (header.type() == RecordHeader.META) {
            StoredMessage message = ledger.message(header.id());
            return message != null && message.isAt(segment, walk.offset());
        }
        if (header.type() == RecordHeader.BODY) {
            StoredBody body = ledger.body(header.id());
            Chunk chunk = body == null ? null : body.chunk(header.ref());
            return chunk != null && chunk.isAt(segment, walk.offset());
        }
        ByteBuffer range = ByteBuffer.wrap(walk.payload());
        return ledger.guarded(range.getLong(0), range.getLong(Long.BYTES), segment);
    }

    private void drop(Segment segment) throws IOException {
        if (!forceAll.getAsBoolean()) { // removals of what is in it, not forced yet where commits need no force
            throw new IOException("what makes " + segment + " dispensable could not be forced");
        }
        disk.delete(segment.file.name());
        // Only when the file can't come back after a crash may the remove records go that guard against its contents.
        disk.syncDirectory();
        ledger.forgetSegment(segment);
        segment.file.close();
    }
}
