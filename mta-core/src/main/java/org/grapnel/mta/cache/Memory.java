package org.grapnel.mta.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Values by key until their expiry, at most a number of them; past it those of least use go. Safe for use by any thread; changes of
 * one key follow each other.
 */
final class Memory<V> {
    private final Clock clock;
    private final Cache<String, Kept<V>> entries;

    /** A value and from when on it does not count. */
    record Kept<V>(V value, Instant expiry) {}

    Memory(Clock clock, int maximumEntries) {
        this.clock = clock;
        this.entries = Caffeine.newBuilder()
                .maximumSize(maximumEntries)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfter(Expiry.<String, Kept<V>>writing((key, kept) -> left(kept)))
                .executor(Runnable::run) // no threads of the common pool, which belongs to nobody
                .build();
    }

    private Duration left(Kept<V> kept) {
        return Duration.between(clock.instant(), kept.expiry());
    }

    void resize(int maximumEntries) {
        entries.policy().eviction().ifPresent(eviction -> eviction.setMaximum(maximumEntries));
    }

    Optional<V> get(String key) {
        return current(entries.getIfPresent(key)).map(Kept::value);
    }

    /** The clock decides: what the cache has not dropped yet may be over. */
    private Optional<Kept<V>> current(@org.jspecify.annotations.Nullable Kept<V> kept) {
        return kept == null || !kept.expiry().isAfter(clock.instant()) ? Optional.empty() : Optional.of(kept);
    }

    void put(String key, V value, Instant expiry) {
        entries.put(key, new Kept<>(value, expiry));
    }

    /** Stores unless there is a value by now; tells which one is there. */
    V putIfAbsent(String key, V value, Instant expiry) {
        return entries.asMap()
                .compute(key, (same, before) -> current(before).orElseGet(() -> new Kept<>(value, expiry)))
                .value();
    }

    /** Replaces the value in one step; an empty outcome removes it. */
    Optional<V> change(String key, UnaryOperator<Optional<V>> change, Instant expiry) {
        Kept<V> after = entries.asMap()
                .compute(key, (same, before) -> change.apply(current(before).map(Kept::value))
                        .map(value -> new Kept<>(value, expiry))
                        .orElse(null));
        return Optional.ofNullable(after).map(Kept::value);
    }

    void remove(String key) {
        entries.invalidate(key);
    }

    /** How many there are, once those that are over have been dropped. */
    long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }
}
