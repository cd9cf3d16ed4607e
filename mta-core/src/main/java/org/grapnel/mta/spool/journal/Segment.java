package org.grapnel.mta.spool.journal;

import java.util.List;

/**
 * One file of the journal. Fields are guarded by the {@link Ledger}'s lock, except {@code forced}, {@code restsUntil}, {@code sealed}, {@code ragged}, {@code emptied},
 * {@code doubtful} and {@code untouchable}, which belong to the writer thread.
 */
final class Segment {
    /** Where the first record begins. */
    static final int FIRST = SegmentHeader.BYTES;

    /** A full segment rests as long as it took to fill, and no longer than this many milliseconds. */
    static final long LONGEST_REST = 5_000;

    private static final String SUFFIX = ".journal";
    private static final int DIGITS = 16;

    final long number;
    final int marker;
    final SegmentFile file;
    final List<SegmentHeader.Trim> trims;

    /** Bytes that count: on stable storage, or acknowledged without a force where that is configured. */
    int length;
    /** Bytes of records that a message needs. */
    long live;
    /** Bytes of remove records, and the segments in which the records lie that they remove. */
    long removeBytes;

    long guardFrom = Long.MAX_VALUE;
    long guardTo = Long.MIN_VALUE;
    /** Streams and reads under way. */
    int users;

    /** Nobody begins to read it any more. */
    boolean goes;

    /** Bytes on stable storage. The writer thread's. */
    int forced;
    /** Until when it rests after its last record came; by the clock's milliseconds. The writer thread's. */
    long restsUntil;

    /** Nothing will be appended. */
    boolean sealed;
    /** Has bytes beyond {@code length} that could not be cut. */
    boolean ragged;
    /** Everything that is needed was copied to later segments. */
    boolean emptied;
    /** A force failed over bytes that count: they are to be copied to where a force succeeds. */
    boolean doubtful;
    /** Damage was met while copying: kept as it is for the next recovery. */
    boolean untouchable;

    Segment(long number, int marker, SegmentFile file, List<SegmentHeader.Trim> trims) {
        this.number = number;
        this.marker = marker;
        this.file = file;
        this.trims = trims;
    }

    /** False also where the clock was set back. */
    boolean rests(long now) {
        return restsUntil > now && restsUntil - now <= LONGEST_REST;
    }

    void guards(long from, long to, int bytes) {
        guardFrom = Math.min(guardFrom, from);
        guardTo = Math.max(guardTo, to);
        removeBytes += bytes;
    }

    static String fileName(long number) {
        return String.format("%0" + DIGITS + "d", number) + SUFFIX;
    }

    static boolean isSegment(String fileName) {
        return fileName.matches("[0-9]{" + DIGITS + "}\\" + SUFFIX);
    }

    static long numberIn(String fileName) {
        return Long.parseLong(fileName.substring(0, DIGITS));
    }

    @Override
    public String toString() {
        return file.name();
    }
}
