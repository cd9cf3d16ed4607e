package org.grapnel.mta.queue.shaping;

import java.time.Instant;
import java.util.List;
import org.grapnel.hook.cache.CountingCache;
import org.grapnel.mta.cache.CacheRoom;

/**
 * What was learned of all pairs, in counters that handlers of {@code gauge_cache_manip} may keep for a cluster. Counters and their expiry
 * are all there is, so who shares them shares the whole. Safe for use by any thread.
 */
final class Learned {
    private static final int ENTRIES = 100_000;

    private final CountingCache failures;
    private final CountingCache claims;
    private final CountingCache steps;
    private final CountingCache troubles;
    private final CountingCache pauses;

    Learned(CacheRoom caches) {
        failures = caches.ofEngine("adaptive.failures", ENTRIES);
        claims = caches.ofEngine("adaptive.claims", ENTRIES);
        steps = caches.ofEngine("adaptive.steps", ENTRIES);
        troubles = caches.ofEngine("adaptive.troubles", ENTRIES);
        pauses = caches.ofEngine("adaptive.pauses", ENTRIES);
    }

    /** The failures of a pair within the window, this one included. */
    long failed(Pair pair, boolean shared, Instant windowEnd) {
        return failures.add(pair.key(), 1, windowEnd, shared);
    }

    long failures(Pair pair, boolean shared) {
        return failures.read(pair.key(), shared);
    }

    /** True for the one who may draw the consequence of the failures of a window having passed the threshold for the n-th time. */
    boolean claim(Pair pair, boolean shared, Instant windowEnd, long n) {
        return claims.add(pair.key() + " " + windowEnd.toEpochMilli() + " " + n, 1, windowEnd, shared) == 1;
    }

    /** Steps down, as the counter has them. */
    long steps(Pair pair, boolean shared) {
        return steps.read(pair.key(), shared);
    }

    void step(Pair pair, boolean shared, long by, Instant expiry) {
        steps.add(pair.key(), by, expiry, shared);
    }

    /** Until that time there is no step up; true when there was no such time before. */
    boolean trouble(Pair pair, boolean shared, Instant until) {
        return troubles.add(pair.key(), 1, until, shared) == 1;
    }

    boolean troubled(Pair pair, boolean shared) {
        return troubles.read(pair.key(), shared) > 0;
    }

    void pause(Pair pair, boolean shared, Instant until) {
        pauses.add(pair.key(), 1, until, shared);
    }

    boolean paused(Pair pair, boolean shared) {
        return pauses.read(pair.key(), shared) > 0;
    }

    /** Brings what is held against the pair to 0; false when nothing was. The window's failures stay, with who has claimed them. */
    boolean forget(Pair pair, boolean shared, Instant now) {
        boolean any = false;
        for (CountingCache each : List.of(steps, pauses, troubles)) {
            long value = each.read(pair.key(), shared);
            if (value != 0) {
                any = true;
                each.add(pair.key(), -value, now.plusSeconds(1), shared);
            }
        }
        return any;
    }
}
