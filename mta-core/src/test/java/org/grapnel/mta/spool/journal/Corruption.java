package org.grapnel.mta.spool.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Spoils one byte that was on stable storage for sure, and knows what that may cost: found out with nothing but the scanner. */
record Corruption(String file, int at, String record, Set<Long> messages) {

    /** A record, and where it lies. */
    private record Place(String file, int from, int to, RecordHeader header) {}

    /** Spoils a record; empty if none is there that can't be taken for the torn end of a batch. */
    static Optional<Corruption> strike(SimulatedDisk disk, Random random) throws Exception {
        List<String> files =
                disk.list().stream().filter(Segment::isSegment).sorted().toList();
        Map<Long, Set<Long>> messagesOf = new HashMap<>();
        List<Place> places = new ArrayList<>();
        Map<Long, Long> ends = new HashMap<>();
        for (String file : files) {
            SegmentHeader header = headerOf(disk, file);
            if (header != null) {
                header.trims().forEach(trim -> ends.put(trim.number(), trim.length()));
            }
        }
        for (String file : files) {
            SegmentHeader header = headerOf(disk, file);
            if (header == null) {
                continue;
            }
            boolean last = file.equals(files.get(files.size() - 1));
            int proven = 0;
            List<Place> found = new ArrayList<>();
            SegmentFile open = disk.open(file);
            SegmentScanner walk = new SegmentScanner(open, header.marker(), Segment.FIRST, open.size());
            while (walk.next()) {
                RecordHeader each = walk.header();
                proven = Math.max(proven, each.forced() <= walk.offset() ? each.forced() : 0);
                found.add(new Place(file, walk.offset(), walk.offset() + each.size(), each));
                if (each.type() == RecordHeader.META) {
                    messagesOf
                            .computeIfAbsent(each.ref(), body -> new HashSet<>())
                            .add(each.id());
                }
            }
            long end = ends.getOrDefault(Segment.numberIn(file), last ? proven : Long.MAX_VALUE);
            found.stream().filter(place -> place.to <= end).forEach(places::add);
        }
        if (places.isEmpty()) {
            return Optional.empty();
        }
        Place place = places.get(random.nextInt(places.size()));
        int at = place.from + random.nextInt(place.to - place.from);
        disk.flip(place.file, at);
        Set<Long> hit = place.header.type() == RecordHeader.BODY
                ? messagesOf.getOrDefault(place.header.id(), Set.of())
                : Set.of(place.header.id());
        return Optional.of(new Corruption(place.file, at, place.header.says(), hit));
    }

    private static @Nullable SegmentHeader headerOf(SimulatedDisk disk, String file) {
        byte[] bytes = disk.content(file);
        return bytes.length < SegmentHeader.BYTES
                ? null
                : SegmentHeader.decode(ByteBuffer.wrap(bytes, 0, SegmentHeader.BYTES));
    }
}
