package org.grapnel.mta.spool.journal;

import java.io.IOException;

/**
 * Finds where the last segment ends: before the first bad record, and after the last whole unit. Records tell how much of the segment
 * was on stable storage when they were written; what lies before that mark can't be torn, so damage there is set aside like any other.
 */
final class TornTail {
    private TornTail() {}

    static int find(Segment segment) throws IOException {
        long size = segment.file.size();
        if (size <= Segment.FIRST) {
            return (int) size;
        }
        int proven = proven(segment, size);
        SegmentScanner walk = new SegmentScanner(segment.file, segment.marker, proven, size);
        int end = proven;
        while (walk.next() && !walk.afterGap() && walk.payloadIntact()) {
            if (walk.header().closesUnit()) {
                end = walk.offset() + walk.header().size();
            }
        }
        return end;
    }

    private static int proven(Segment segment, long size) throws IOException {
        SegmentScanner walk = new SegmentScanner(segment.file, segment.marker, Segment.FIRST, size);
        int proven = Segment.FIRST;
        while (walk.next()) {
            if (walk.header().forced() <= walk.offset()) {
                proven = Math.max(proven, walk.header().forced());
            }
        }
        return proven;
    }
}
