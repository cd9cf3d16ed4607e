package org.grapnel.mta.spool.journal;

import java.time.Duration;

/**
 * How a journal is kept.
 *
 * @param segmentBytes size at which a segment takes no more; 64 KB to 1 GB
 * @param queueBytes bytes that may wait for the writer before callers wait
 * @param deadRatio share of dead bytes at which a segment is emptied; above 0, at most 1
 * @param reserveBytes free space below which mail is refused, so that removals and compaction can still write
 * @param coreBytes bytes of bodies that are kept in memory
 * @param forceEvery zero = a change is acknowledged after a force; else before it, and what is acknowledged is forced that often: a crash
 *     of the machine loses mail that clients believe delivered
 * @param probeEvery how often a medium that failed is tried again while nobody writes; above zero
 */
public record JournalOptions(
        int segmentBytes,
        long queueBytes,
        double deadRatio,
        long reserveBytes,
        long coreBytes,
        Duration forceEvery,
        Duration probeEvery) {
    private static final int SMALLEST_SEGMENT = 1 << 16;
    private static final int LARGEST_SEGMENT = 1 << 30;

    /** What waits and what is being written is twice that: a small heap must not be filled by one large mail. */
    private static final long QUEUE_BYTES =
            Math.max(2 << 20, Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 16));

    /** 64 MB segments, 32 MB waiting (a 16th of a small heap), half dead, 256 MB reserve, 32 MB of bodies in memory, a force for each batch, a probe each 2 s. */
    public static final JournalOptions DEFAULTS =
            new JournalOptions(64 << 20, QUEUE_BYTES, 0.5, 256 << 20, 32 << 20, Duration.ZERO, Duration.ofSeconds(2));

    public JournalOptions {
        require(
                segmentBytes >= SMALLEST_SEGMENT && segmentBytes <= LARGEST_SEGMENT,
                "segmentBytes",
                segmentBytes,
                SMALLEST_SEGMENT + "–" + LARGEST_SEGMENT);
        require(queueBytes > 0, "queueBytes", queueBytes, "above 0");
        require(deadRatio > 0 && deadRatio <= 1, "deadRatio", deadRatio, "above 0 and at most 1");
        require(reserveBytes >= 0, "reserveBytes", reserveBytes, "0 or more");
        require(coreBytes >= 0, "coreBytes", coreBytes, "0 or more");
        require(!forceEvery.isNegative(), "forceEvery", forceEvery, "zero or more");
        require(!probeEvery.isNegative() && !probeEvery.isZero(), "probeEvery", probeEvery, "above zero");
    }

    /** The same with other segments and reserve. */
    public JournalOptions with(int newSegmentBytes, long newReserveBytes) {
        return new JournalOptions(
                newSegmentBytes, queueBytes, deadRatio, newReserveBytes, coreBytes, forceEvery, probeEvery);
    }

    /** The same with another cache and another durability. */
    public JournalOptions with(long newCoreBytes, Duration newForceEvery) {
        return new JournalOptions(
                segmentBytes, queueBytes, deadRatio, reserveBytes, newCoreBytes, newForceEvery, probeEvery);
    }

    boolean forcesEach() {
        return forceEvery.isZero();
    }

    private static void require(boolean met, String name, Object value, String bounds) {
        if (!met) {
            throw new IllegalArgumentException("spool: " + name + ": " + value + " is not " + bounds);
        }
    }
}
