package org.grapnel.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A pump's books, written by its sessions and read by the test. Guarded by itself. */
final class PumpBook {
    /** Of a mail's number in its id: all ids of a run have one length. */
    static final int DIGITS = 9;

    private final String run;
    private final BitSet acknowledged = new BitSet();
    private final BitSet uncertain = new BitSet();
    private final Map<String, Reply> refused = new LinkedHashMap<>();
    private final Map<String, Integer> earlyEnds = new LinkedHashMap<>();
    private long[] replyNanos = new long[1024];
    private int replies;
    private int unsent;
    private int connections;
    private int failedConnects;

    PumpBook(String run) {
        this.run = run;
    }

    static String id(String run, long number) {
        String digits = Long.toString(number);
        return run + "-" + "0".repeat(DIGITS - digits.length()) + digits;
    }

    synchronized void acknowledge(long number, long nanos) {
        acknowledged.set(Math.toIntExact(number));
        if (replies == replyNanos.length) replyNanos = Arrays.copyOf(replyNanos, replies * 2);
        replyNanos[replies++] = nanos;
    }

    synchronized void refuse(long number, Reply reply) {
        refused.put(id(run, number), reply);
    }

    synchronized void doubt(long number) {
        uncertain.set(Math.toIntExact(number));
    }

    synchronized void leaveUnsent() {
        unsent++;
    }

    synchronized void connected() {
        connections++;
    }

    synchronized void connectFailed() {
        failedConnects++;
    }

    synchronized void endedEarly(String how) {
        // bounded: texts of replies and exceptions, but a hostile server could invent new ones for ever
        earlyEnds.merge(earlyEnds.size() < 100 ? how : "other", 1, Integer::sum);
    }

    synchronized int acknowledged() {
        return replies;
    }

    synchronized int settled() {
        return replies + refused.size() + uncertain.cardinality();
    }

    synchronized PumpReport report(long nanos) {
        long[] sorted = Arrays.copyOf(replyNanos, replies);
        Arrays.sort(sorted);
        return new PumpReport(
                ids(acknowledged),
                Map.copyOf(refused),
                ids(uncertain),
                unsent,
                connections,
                failedConnects,
                Map.copyOf(earlyEnds),
                new PumpReport.ReplyTimes(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1)),
                Duration.ofNanos(nanos));
    }

    private SortedSet<String> ids(BitSet numbers) {
        SortedSet<String> ids = new TreeSet<>();
        numbers.stream().forEach(n -> ids.add(id(run, n)));
        return ids;
    }

    private static Duration at(long[] sorted, double share) {
        if (sorted.length == 0) return Duration.ZERO;
        int index = Math.min(sorted.length - 1, (int) (sorted.length * share));
        return Duration.ofNanos(sorted[index]);
    }
}
