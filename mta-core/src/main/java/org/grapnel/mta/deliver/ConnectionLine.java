package org.grapnel.mta.deliver;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.grapnel.mta.queue.ConfiguredBinding;
import org.grapnel.mta.queue.DomainQueue;

/**
 * Shares the connections of the process fairly between Domains. A Domain that has some gets one more only while more than that are
 * free: so the slowest and largest can never take the last ones, however high its own limit is. Who gets none stands in line, and the
 * places that become free go to the line in its order. Thousands of Domains whose servers do not answer must not keep new mail waiting
 * until they have timed out: a tenth of the places is for Domains with mail that was never tried, and they have a line of their own, which
 * comes first. Nor may they all begin at the same moment, as after a start with a long queue: what comes before the wait for a server is work
 * for processors, so the connections for retries become more in {@linkplain #rise steps}. Safe for use by any thread.
 */
final class ConnectionLine {
    private static final int RESERVED_PART = 10;
    private static final int RISING_PART = 8;

    /** A Domain and binding that would have one more connection. */
    record Waiting(DomainQueue domain, ConfiguredBinding binding) {}

    private final Map<DomainQueue, Integer> open = new HashMap<>(); // guarded by this
    private final Set<Waiting> untried = new LinkedHashSet<>(); // guarded by this
    private final Set<Waiting> retries = new LinkedHashSet<>(); // guarded by this
    private final int step;
    private int total; // guarded by this
    private int ceiling; // of the total, for retries; guarded by this

    /** @param step by how many the connections may become more through retries, until the next step; by an eighth where that is more */
    ConnectionLine(int step) {
        this.step = step;
        this.ceiling = step;
    }

    /** Takes a place, if there is one for the Domain. Those in line come first. */
    synchronized boolean mayOpen(DomainQueue domain, int limit, boolean isUntried) {
        boolean fair = fair(domain, isUntried ? limit : forRetries(limit))
                && noneFair(untried, limit)
                && (isUntried || (total < ceiling && noneFair(retries, forRetries(limit))));
        if (fair) {
            take(domain);
        }
        return fair;
    }

    private static int forRetries(int limit) {
        return limit - limit / RESERVED_PART;
    }

    private boolean noneFair(Set<Waiting> line, int limit) {
        for (Waiting each : line) {
            if (fair(each.domain(), limit)) {
                return false;
            }
        }
        return true;
    }

    private boolean fair(DomainQueue domain, int limit) {
        return open.getOrDefault(domain, 0) < limit - total;
    }

    private void take(DomainQueue domain) {
        open.merge(domain, 1, Integer::sum);
        total++;
    }

    /** False when that Domain and binding is in line already, where it moves up if new mail has come. */
    synchronized boolean join(DomainQueue domain, ConfiguredBinding binding, boolean isUntried) {
        Waiting waiting = new Waiting(domain, binding);
        if (!isUntried) {
            return !untried.contains(waiting) && retries.add(waiting);
        }
        boolean here = retries.remove(waiting);
        return untried.add(waiting) && !here;
    }

    /** A connection of the Domain has ended. */
    synchronized void left(DomainQueue domain) {
        open.computeIfPresent(domain, (key, count) -> count > 1 ? count - 1 : null);
        total--;
        ceiling = Math.min(ceiling, raised()); // its place may be taken at once
    }

    /** One step more for retries; false when none waits for it. */
    synchronized boolean rise() {
        ceiling = raised();
        return !retries.isEmpty();
    }

    private int raised() {
        return total + Math.max(step, total / RISING_PART);
    }

    /** The first in line that there is a place for now, which is taken then. */
    synchronized Optional<Waiting> next(int limit) {
        int retrying = forRetries(limit);
        return first(untried, limit, limit).or(() -> first(retries, retrying, Math.min(ceiling, retrying)));
    }

    private Optional<Waiting> first(Set<Waiting> line, int limit, int most) {
        for (Iterator<Waiting> all = line.iterator(); all.hasNext() && total < most; ) {
            Waiting waiting = all.next();
            if (fair(waiting.domain(), limit)) {
                all.remove();
                take(waiting.domain());
                return Optional.of(waiting);
            }
        }
        return Optional.empty();
    }

    /** True when another Domain stands in line, which a connection of this one should make room for. */
    synchronized boolean othersWait(DomainQueue domain) {
        return anyOther(untried, domain) || anyOther(retries, domain);
    }

    private static boolean anyOther(Set<Waiting> line, DomainQueue domain) {
        for (Waiting waiting : line) {
            if (waiting.domain() != domain) {
                return true;
            }
        }
        return false;
    }

    /** Places that anybody may have. */
    synchronized int free(int limit) {
        return Math.max(0, forRetries(limit) - total);
    }
}
