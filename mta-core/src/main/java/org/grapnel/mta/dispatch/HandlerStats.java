package org.grapnel.mta.dispatch;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.Verdict;

/** What a handler has done so far. Counting never locks and never allocates. */
public final class HandlerStats {
    /** Bucket i counts calls of 2^i to 2^(i+1) nanoseconds. */
    private static final int BUCKETS = 40;

    private final LongAdder faults = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final AtomicLongArray histogram = new AtomicLongArray(BUCKETS);
    /** By the class of a verdict, else by the point's kind; bounded, for verdicts are sealed. */
    private final Map<Object, LongAdder> answers = new ConcurrentHashMap<>();

    void called(long took) {
        nanos.add(took);
        histogram.incrementAndGet(Math.min(BUCKETS - 1, 63 - Long.numberOfLeadingZeros(took | 1)));
    }

    /** Counts an answer that decides. */
    void decided(Object answer, HookKind kind) {
        answers.computeIfAbsent(answer instanceof Verdict ? answer.getClass() : kind, any -> new LongAdder())
                .increment();
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

    /** How often which answer decided, such as {@code reject}, {@code answered} and {@code changed}; all other calls went on, or were faults. */
    public SortedMap<String, Long> answers() {
        SortedMap<String, Long> words = new TreeMap<>();
        answers.forEach((kind, count) -> words.put(word(kind), count.sum()));
        return words;
    }

    private static String word(Object kind) {
        return kind instanceof Class<?> verdict
                ? verdict.getSimpleName().toLowerCase(Locale.ROOT)
                : kind == HookKind.FOLD ? "changed" : "answered";
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
