package org.grapnel.mta.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.cache.CacheGet;
import org.grapnel.hook.cache.CacheSet;
import org.grapnel.hook.cache.Caches;
import org.grapnel.hook.cache.NamedCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cache in memory that asks {@code cache_get} for what it misses and tells {@code cache_set} what is stored. Safe for use by any thread. */
final class HookedCache implements NamedCache {
    private static final Logger LOG = LoggerFactory.getLogger(HookedCache.class);

    private final String name;
    private final Hooks hooks;
    private final Clock clock;
    private final Memory<String> memory;
    private volatile Duration lifetime;

    HookedCache(String name, Hooks hooks, Clock clock, Duration lifetime, int maximumEntries) {
        this.name = name;
        this.hooks = hooks;
        this.clock = clock;
        this.memory = new Memory<>(clock, maximumEntries);
        this.lifetime = lifetime;
    }

    void limits(Duration time, int maximumEntries) {
        lifetime = time;
        memory.resize(maximumEntries);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> get(String key) {
        Optional<String> known = memory.get(Bounds.key(name, key));
        return known.isPresent() ? known : supplied(key);
    }

    /** What was stored while the handlers were asked is newer than their answer. */
    private Optional<String> supplied(String key) {
        Optional<String> value = hooks.call(CacheGet.POINT, name, key);
        if (value.isPresent() && value.get().length() > Caches.MOST_VALUE) {
            LOG.error(
                    "cache {}: a handler of {} supplied {} characters for '{}', {} are the most; it counts as a miss",
                    name,
                    CacheGet.POINT,
                    value.get().length(),
                    key,
                    Caches.MOST_VALUE);
            return Optional.empty();
        }
        return value.map(
                supplied -> memory.putIfAbsent(key, supplied, clock.instant().plus(lifetime)));
    }

    @Override
    public void put(String key, String value) {
        put(key, value, lifetime);
    }

    @Override
    public void put(String key, String value, Duration time) {
        if (time.isZero() || time.isNegative()) {
            remove(key);
            return;
        }
        Bounds.value(name, Bounds.key(name, key), value);
        Instant expiry = clock.instant().plus(Bounds.lifetime(name, time));
        memory.put(key, value, expiry);
        hooks.call(CacheSet.POINT, name, key, value, expiry);
    }

    @Override
    public void remove(String key) {
        memory.remove(Bounds.key(name, key));
        hooks.call(
                CacheSet.POINT, name, key, "", clock.instant()); // over at once: a shared store must not bring it back
    }

    @Override
    public String toString() {
        return "cache " + name;
    }
}
