package org.grapnel.mta.spool.journal;

/**
 * How a journal is kept.
 *
 * @param segmentBytes size at which a segment takes no more; 64 KB to 1 GB
 * @param queueBytes bytes that may wait for the writer before callers wait
 * @param deadRatio share of dead bytes at which a segment is emptied; above 0, at most 1
 * @param reserveBytes free space below which mail is refused, so that removals and compaction can still write
 */
public record JournalOptions(int segmentBytes, long queueBytes, double deadRatio, long reserveBytes) {
    private static final int SMALLEST_SEGMENT = 1 << 16;
    private static final int LARGEST_SEGMENT = 1 << 30;

    /** 64 MB segments, 32 MB waiting, half dead, 256 MB reserve. */
    public static final JournalOptions DEFAULTS = new JournalOptions(64 << 20, 32 << 20, 0.5, 256 << 20);

    public JournalOptions {
        require(
                segmentBytes >= SMALLEST_SEGMENT && segmentBytes <= LARGEST_SEGMENT,
                "segmentBytes",
                segmentBytes,
                SMALLEST_SEGMENT + "–" + LARGEST_SEGMENT);
        require(queueBytes > 0, "queueBytes", queueBytes, "above 0");
        require(deadRatio > 0 && deadRatio <= 1, "deadRatio", deadRatio, "above 0 and at most 1");
        require(reserveBytes >= 0, "reserveBytes", reserveBytes, "0 or more");
    }

    private static void require(boolean met, String name, Number value, String bounds) {
        if (!met) {
            throw new IllegalArgumentException("spool: " + name + ": " + value + " is not " + bounds);
        }
    }
}
