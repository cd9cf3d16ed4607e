package org.grapnel.mta.spool.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.grapnel.mta.spool.MemoryBody;
import org.jspecify.annotations.Nullable;

/**
 * What is where: the messages and bodies present, and the segments with the bytes in them that are needed. Changed by the writer thread
 * after a force (by recovery before there is one), read by all, under its monitor, which is never held during I/O.
 */
final class Ledger {
    /** A metadata record in a segment that stays until {@link #release}. */
    record Held(Segment segment, int offset, int length) {}

    /** A metadata record that counts, ordered by its place in its segment. */
    record MetaRecord(long id, int offset, int length, long bodySize) implements Comparable<MetaRecord> {
        int end() {
            return offset + RecordHeader.BYTES + length;
        }

        @Override
        public int compareTo(MetaRecord other) {
            return Integer.compare(offset, other.offset);
        }
    }

    /** All metadata records of a segment that count; the segment stays until {@link #release}. */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    record Shelf(Segment segment, MetaRecord[] records) {}

    private final LongTable<StoredMessage> messages = new LongTable<>();
    private final LongTable<StoredBody> bodies = new LongTable<>();
    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private final double deadRatio;
    private boolean reviewDue = true;

    private final BodyCache cache;

    Ledger(double deadRatio, BodyCache cache) {
        this.deadRatio = deadRatio;
        this.cache = cache;
    }

    // --- reading ---

    synchronized @Nullable StoredMessage message(long id) {
        return messages.get(id);
    }

    synchronized @Nullable StoredBody body(long id) {
        return bodies.get(id);
    }

    synchronized long[] messageIds() {
        return messages.sortedKeys();
    }

    /** The ids of all messages, those of one body together; in the order of the first of each. */
    synchronized List<List<Long>> messagesByBody() {
        Map<StoredBody, List<Long>> byBody = new LinkedHashMap<>();
        for (long id : messages.sortedKeys()) {
            StoredMessage message = messages.get(id);
            if (message != null) {
                byBody.computeIfAbsent(message.body, body -> new ArrayList<>(1)).add(id);
            }
        }
        return List.copyOf(byBody.values());
    }

    synchronized @Nullable StoredBody bodyOf(long messageId) {
        StoredMessage message = messages.get(messageId);
        return message == null ? null : message.body;
    }

    synchronized long sizeOf(StoredBody body) {
        return body.size();
    }

    synchronized @Nullable Held holdMetadata(long messageId) {
        StoredMessage message = messages.get(messageId);
        if (message == null) {
            return null;
        }
        message.segment.users++;
        return new Held(message.segment, message.offset, message.length);
    }

    /** The metadata of all messages, where it is now: in order of the segments, in no order within one. */
    synchronized List<Shelf> holdAllMetadata() {
        Map<Segment, List<MetaRecord>> bySegment = new LinkedHashMap<>();
        segments.values().forEach(segment -> bySegment.put(segment, new ArrayList<>()));
        messages.forEach(message -> bySegment
                .computeIfAbsent(message.segment, segment -> new ArrayList<>())
                .add(new MetaRecord(message.key(), message.offset, message.length, message.body.size())));
        List<Shelf> shelves = new ArrayList<>();
        bySegment.forEach((segment, records) -> {
            if (!records.isEmpty()) {
                segment.users++;
                shelves.add(new Shelf(segment, records.toArray(MetaRecord[]::new)));
            }
        });
        return shelves;
    }

    /** The chunks of a body, whose segments stay until each is released; empty if no message has it any more. */
    synchronized List<Chunk> holdChunks(StoredBody body) {
        List<Chunk> chunks = body.holders == 0 ? List.of() : body.chunks();
        chunks.forEach(chunk -> chunk.segment().users++);
        return chunks;
    }

    /** All of the body is there, as far as recovery could tell. */
    synchronized boolean whole(StoredBody body) {
        return body.complete();
    }

    /** The body was found damaged, or whole. */
    synchronized void suspect(long bodyId, boolean damaged) {
        StoredBody body = bodies.get(bodyId);
        if (body != null) {
            body.suspect = damaged;
        }
    }

    synchronized boolean suspect(StoredBody body) {
        return body.suspect;
    }

    /** The segment stays until {@link #release}; tells how much of it counts, which is nothing where it goes already. */
    synchronized int hold(Segment segment) {
        segment.users++;
        return segment.goes ? 0 : segment.length;
    }

    /** Lets a segment go that nothing is needed of; false while somebody reads it. Who comes later finds nothing in it. */
    synchronized boolean letGo(Segment segment) {
        segment.goes |= segment.users == 0;
        return segment.goes;
    }

    /** Messages that need something of a stretch of a segment. Looks at all of them: for damages only. */
    synchronized List<Long> messagesIn(Segment segment, int from, int to) {
        List<Long> found = new ArrayList<>();
        messages.forEach(message -> {
            boolean hit =
                    message.segment == segment && message.offset < to && message.offset + message.recordSize() > from;
            hit |= message.body.chunks().stream()
                    .anyMatch(chunk -> chunk.segment() == segment
                            && chunk.offset() < to
                            && chunk.offset() + chunk.recordSize() > from);
            if (hit) {
                found.add(message.key());
            }
        });
        return found;
    }

    /** Ends a hold; true if the writer should look whether the segment can go now. */
    synchronized boolean release(Segment segment) {
        segment.users--;
        boolean idle = segment.users == 0 && mostlyDead(segment);
        reviewDue |= idle;
        return idle;
    }

    // --- changes by the writer ---

    synchronized void placeChunk(StoredBody body, int number, Chunk chunk, boolean last) {
        bodies.put(body);
        chunk.segment().live += chunk.recordSize();
        Chunk before = body.place(number, chunk, last);
        if (before != null) {
            kill(before.segment(), before.recordSize());
        }
    }

    /** Keeps a body in memory for its first reader, as long as a message has it. */
    synchronized void keepInCore(StoredBody body, MemoryBody content) {
        if (body.holders > 0) {
            cache.keep(body, content);
        }
    }

    synchronized void addMessage(StoredMessage message) {
        messages.put(message);
        message.segment.live += message.recordSize();
        message.body.holders++;
    }

    synchronized void moveMetadata(StoredMessage message, Segment segment, int offset, int length, long lsn) {
        kill(message.segment, message.recordSize());
        message.moveTo(segment, offset, length, lsn);
        segment.live += message.recordSize();
    }

    synchronized void removeMessage(StoredMessage message) {
        messages.remove(message.key());
        kill(message.segment, message.recordSize());
        letGo(message.body);
    }

    /** Takes one holder from a body; without holders it is dead. */
    synchronized void letGo(StoredBody body) {
        body.holders--;
        if (body.holders == 0) {
            bodies.remove(body.key());
            cache.drop(body);
            body.chunks().forEach(chunk -> kill(chunk.segment(), chunk.recordSize()));
        }
    }

    private void kill(Segment segment, int bytes) {
        segment.live -= bytes;
        reviewDue |= segment.sealed && mostlyDead(segment);
    }

    // --- segments ---

    /** The segment counts up to {@code length}: readers and compaction may go there. */
    synchronized void counts(Segment segment, int length) {
        segment.length = length;
    }

    /** A remove record was written to the segment, which removes records in segments {@code from} to {@code to}. */
    synchronized void guard(Segment segment, long from, long to, int bytes) {
        segment.guards(from, to, bytes);
    }

    synchronized void addSegment(Segment segment) {
        segments.put(segment.number, segment);
    }

    synchronized void forgetSegment(Segment segment) {
        segments.remove(segment.number);
        reviewDue = true;
    }

    synchronized List<Segment> segments() {
        return List.copyOf(segments.values());
    }

    /** Tells whether a look for segments to empty is worthwhile, until the next change. */
    synchronized boolean takeReview() {
        boolean due = reviewDue;
        reviewDue = false;
        return due;
    }

    synchronized void askReview() {
        reviewDue = true;
    }

    synchronized boolean reviewDue() {
        return reviewDue;
    }

    /** Whether a segment exists, other than the one given, that may hold records which a remove record with that range removes. */
    synchronized boolean guarded(long from, long to, Segment except) {
        if (from > to) {
            return false;
        }
        Collection<Segment> inRange = segments.subMap(from, true, to, true).values();
        return inRange.size() > 1 || (inRange.size() == 1 && !inRange.contains(except));
    }

    /** Enough of the segment is dead. Remove records that are still needed count as live: copying them over and over frees nothing. */
    synchronized boolean mostlyDead(Segment segment) {
        long needed = segment.live;
        long records = Math.max(0, segment.length - Segment.FIRST);
        if (needed > records * (1 - deadRatio)) {
            return false;
        }
        if (segment.removeBytes > 0 && guarded(segment.guardFrom, segment.guardTo, segment)) {
            needed += segment.removeBytes;
        }
        return needed <= records * (1 - deadRatio);
    }

    /** Something in the segment is not needed. */
    synchronized boolean anyDead(Segment segment) {
        boolean guards = segment.removeBytes > 0 && guarded(segment.guardFrom, segment.guardTo, segment);
        return segment.live + (guards ? segment.removeBytes : 0) < segment.length - Segment.FIRST;
    }

    /** Nothing in the segment is needed, remove records included. */
    synchronized boolean dead(Segment segment) {
        return segment.live == 0 && (segment.removeBytes == 0 || !guarded(segment.guardFrom, segment.guardTo, segment));
    }

    synchronized long live(Segment segment) {
        return segment.live;
    }

    synchronized boolean inUse(Segment segment) {
        return segment.users > 0;
    }

    /** Whether a segment that counts only in part still exists, and no segment but the one given says so. */
    synchronized boolean trimmedOnlyBy(Segment only, long number) {
        return segments.containsKey(number)
                && segments.tailMap(number, false).values().stream()
                        .filter(other -> other != only && other.length > 0)
                        .flatMap(other -> other.trims.stream())
                        .noneMatch(trim -> trim.number() == number);
    }

    /** Live and total bytes, messages, segments. */
    synchronized Totals totals() {
        long live = 0;
        long total = 0;
        for (Segment segment : segments.values()) {
            live += segment.live;
            total += segment.length;
        }
        return new Totals(messages.size(), live, total - live, segments.size());
    }

    record Totals(long messages, long liveBytes, long deadBytes, int segments) {}

    // --- recovery, which drives the tables itself ---

    LongTable<StoredMessage> messageTable() {
        return messages;
    }

    LongTable<StoredBody> bodyTable() {
        return bodies;
    }
}
