package org.grapnel.mta.cache;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.cache.CountingCache;
import org.grapnel.hook.cache.GaugeCacheManip;

/** Counters that handlers of {@code gauge_cache_manip} keep, else memory. Safe for use by any thread. */
final class HookedCounters implements CountingCache {
    private final String name;
    private final Hooks hooks;
    private final Clock clock;
    private final Memory<Long> memory;
    private volatile int maximumEntries;

    HookedCounters(String name, Hooks hooks, Clock clock, int maximumEntries) {
        this.name = name;
        this.hooks = hooks;
        this.clock = clock;
        this.memory = new Memory<>(clock, maximumEntries);
        this.maximumEntries = maximumEntries;
    }

    void limit(int entries) {
        maximumEntries = entries;
        memory.resize(entries);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long add(String key, long addend, Instant expiry, boolean replicated) {
        return answer(key, addend, expiry, replicated)
                .orElseGet(() -> addend == 0 ? here(key) : changed(key, addend, expiry));
    }

    @Override
    public long read(String key, boolean replicated) {
        return answer(key, 0, clock.instant(), replicated).orElseGet(() -> here(key));
    }

    private Optional<Long> answer(String key, long addend, Instant expiry, boolean replicated) {
        return hooks.call(
                GaugeCacheManip.POINT, name, Bounds.key(name, key), addend, expiry, maximumEntries, replicated);
    }

    private long here(String key) {
        return memory.get(key).orElse(0L);
    }

    private long changed(String key, long addend, Instant expiry) {
        return memory.change(
                        key,
                        before -> Optional.of(sum(before.orElse(0L), addend)).filter(sum -> sum != 0),
                        expiry)
                .orElse(0L);
    }

    /** Stops at the ends: a counter that wrapped round would set a limit free. */
    private static long sum(long value, long addend) {
        long sum = value + addend;
        boolean over = ((value ^ sum) & (addend ^ sum)) < 0;
        return over ? (addend > 0 ? Long.MAX_VALUE : Long.MIN_VALUE) : sum;
    }

    @Override
    public String toString() {
        return "counters " + name;
    }
}
