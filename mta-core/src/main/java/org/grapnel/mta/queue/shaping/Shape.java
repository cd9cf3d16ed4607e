package org.grapnel.mta.queue.shaping;

import java.time.Duration;
import java.time.Instant;

/**
 * What this node knows of a pair, as of the last look.
 *
 * @param shared whether it is the cluster's
 * @param step how often the connections were halved
 * @param pausedUntil over = deliveries go on; where another node began the pause, the latest time
 * @param calmAt when a step up is due; where another node made the last step, the latest time
 * @param windowEnd of the failures seen
 * @param seen failures in that window
 * @param change the number of the last step down or pause that was made here
 * @param read when the counters were read
 */
record Shape(
        boolean shared,
        int step,
        Instant pausedUntil,
        Instant calmAt,
        Instant windowEnd,
        long seen,
        long change,
        Instant read) {
    static final Shape NEW = new Shape(false, 0, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, 0, 0, Instant.EPOCH);

    /** A look at counters that others change need not be newer than that. */
    private static final Duration FRESH = Duration.ofSeconds(1);
    /** What is at rest is kept so long, so that a busy domain is not looked up anew each time. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    boolean paused(Instant now) {
        return pausedUntil.isAfter(now);
    }

    boolean fresh(Instant now) {
        return read.plus(FRESH).isAfter(now) && (next().isAfter(now) || next().equals(Instant.EPOCH));
    }

    /** The pair has fewer connections than it might. */
    boolean held(Instant now) {
        return step > 0 || paused(now);
    }

    /** There is nothing to remember of it. */
    boolean atRest(Instant now) {
        return !held(now) && failures(now) == 0;
    }

    long failures(Instant now) {
        return windowEnd.isAfter(now) ? seen : 0;
    }

    long seenIn(Instant window) {
        return windowEnd.equals(window) ? seen : 0;
    }

    /** The connections that the pair may have at most, of those configured. */
    int ceiling(int connections, Instant now) {
        return paused(now) ? 0 : Rules.halved(connections, step);
    }

    /** When something ends: a pause, the wait for a step up; EPOCH = nothing does. */
    private Instant next() {
        return !pausedUntil.equals(Instant.EPOCH) ? pausedUntil : step > 0 ? calmAt : Instant.EPOCH;
    }

    /** When to look at it again. */
    Instant look(Instant now) {
        Instant next = next();
        if (next.isAfter(now)) {
            return next;
        }
        return failures(now) > 0 ? windowEnd : now.plus(KEPT);
    }

    Shape failures(boolean ofCluster, Instant window, long count) {
        long most = Math.max(count, seenIn(window));
        return new Shape(ofCluster, step, pausedUntil, calmAt, window, most, change, read);
    }

    Shape calmAt(Instant time) {
        return new Shape(shared, step, pausedUntil, time, windowEnd, seen, change, read);
    }

    Shape stepped(int to, Instant calm, long number) {
        return new Shape(shared, to, pausedUntil, calm, windowEnd, seen, number, read);
    }

    Shape paused(Instant until, Instant calm, long number) {
        return new Shape(shared, step, until, calm, windowEnd, seen, number, read);
    }

    /** With what a look found; a failure meanwhile may have put the calm off. */
    Shape as(Shape found) {
        Instant later = found.calmAt.isAfter(calmAt) ? found.calmAt : calmAt;
        return read(found.shared, found.step, found.pausedUntil, later, found.read);
    }

    Shape read(boolean ofCluster, int steps, Instant until, Instant calm, Instant now) {
        return new Shape(ofCluster, steps, until, calm, windowEnd, seen, change, now);
    }
}
