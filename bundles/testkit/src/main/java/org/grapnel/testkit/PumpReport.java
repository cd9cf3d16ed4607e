package org.grapnel.testkit;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A pump's books.
 *
 * @param acknowledged ids with a 250 after the final dot: the server owes a delivery for each
 * @param refused ids the server refused at any stage, with its reply
 * @param uncertain ids whose content was begun when the connection broke: the server may or may not have them
 * @param unsent mails given up or stopped before their content was begun
 * @param connections connections that were established
 * @param failedConnects attempts that were not
 * @param earlyEnds connections that ended before the pump wanted: how, and how often (EOF, 421, I/O error)
 */
public record PumpReport(
        SortedSet<String> acknowledged,
        Map<String, Reply> refused,
        SortedSet<String> uncertain,
        int unsent,
        int connections,
        int failedConnects,
        Map<String, Integer> earlyEnds,
        ReplyTimes replyTimes,
        Duration duration) {

    /** From the last content byte written to the acknowledgement read. */
    public record ReplyTimes(Duration p50, Duration p99, Duration max) {}

    public PumpReport {
        acknowledged = Collections.unmodifiableSortedSet(acknowledged);
        uncertain = Collections.unmodifiableSortedSet(uncertain);
    }

    public int endedEarly() {
        return earlyEnds.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Acknowledged mails a second. */
    public double rate() {
        return acknowledged.size() / (duration.toNanos() / 1e9);
    }

    /** Acknowledged ids that are not among those delivered: lost mail. */
    public Set<String> missingFrom(Set<String> delivered) {
        Set<String> missing = new TreeSet<>(acknowledged);
        missing.removeAll(delivered);
        return missing;
    }

    @Override
    public String toString() {
        return "%d acknowledged, %d refused, %d uncertain, %d unsent in %.2f s (%.0f/s), %d connections, %d failed connects, early ends %s, reply p50 %.1f ms p99 %.1f ms max %.1f ms"
                .formatted(
                        acknowledged.size(),
                        refused.size(),
                        uncertain.size(),
                        unsent,
                        duration.toNanos() / 1e9,
                        rate(),
                        connections,
                        failedConnects,
                        earlyEnds,
                        replyTimes.p50().toNanos() / 1e6,
                        replyTimes.p99().toNanos() / 1e6,
                        replyTimes.max().toNanos() / 1e6);
    }
}
