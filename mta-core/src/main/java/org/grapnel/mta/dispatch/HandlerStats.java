package org.grapnel.mta.dispatch;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What a handler has done so far. Counting never locks and never allocates. */
public final class HandlerStats {
    /** Bucket i counts calls of 2^i to 2^(i+1) nanoseconds. */
    private static final int BUCKETS = 40;

    private final LongAdder faults = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final AtomicLongArray histogram = new AtomicLongArray(BUCKETS);

    void called(long took) {
        nanos.add(took);
        histogram.incrementAndGet(Math.min(BUCKETS - 1, 63 - Long.numberOfLeadingZeros(took | 1)));
    }

    void faulted() {
        faults.increment();
    }

    public long calls() {
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += histogram.get(i);
        }
        return sum;
    }

    public long faults() {
        return faults.sum();
    }

    /** Mean time of a call in nanoseconds. */
    public long meanNanos() {
        long count = calls();
        return count == 0 ? 0 : nanos.sum() / count;
    }

    /** An upper bound of the time that this share of the calls stayed under, in nanoseconds, within a factor of two. */
    public long quantileNanos(double share) {
        long total = calls();
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += histogram.get(i);
            if (seen >= total * share && seen > 0) {
                return 2L << i;
            }
        }
        return 0;
    }
}
