package org.grapnel.mta.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.cache.Caches;
import org.grapnel.hook.cache.CountingCache;
import org.grapnel.hook.cache.NamedCache;

/** All named caches of the process. Safe for use by any thread. */
public final class CacheRoom implements Caches {
    private final Hooks hooks;
    private final Clock clock;
    private final Map<String, HookedCache> caches = new HashMap<>(); // guarded by this
    private final Map<String, HookedCounters> counters = new HashMap<>(); // guarded by this

    /** @param live answers with the handlers in force at each call */
    public CacheRoom(Hooks live, Clock clock) {
        this.hooks = live;
        this.clock = clock;
    }

    @Override
    public NamedCache cache(String name, Duration lifetime, int maximumEntries) {
        return made(plugins(name), lifetime, maximumEntries);
    }

    @Override
    public CountingCache counters(String name, int maximumEntries) {
        return made(plugins(name), maximumEntries);
    }

    /** A cache of the engine; its full name begins with {@link Caches#RESERVED}. */
    public NamedCache ofEngine(String name, Duration lifetime, int maximumEntries) {
        return made(RESERVED + name, lifetime, maximumEntries);
    }

    /** A counting cache of the engine; its full name begins with {@link Caches#RESERVED}. */
    public CountingCache ofEngine(String name, int maximumEntries) {
        return made(RESERVED + name, maximumEntries);
    }

    private static String plugins(String name) {
        if (Bounds.name(name).startsWith(RESERVED)) {
            throw new IllegalArgumentException("cache " + name + ": names that begin with " + RESERVED
                    + " are the engine's; begin it with your bundle's name");
        }
        return name;
    }

    private synchronized HookedCache made(String name, Duration lifetime, int maximumEntries) {
        Duration time = Bounds.lifetime(name, lifetime);
        int entries = Bounds.entries(name, maximumEntries);
        HookedCache cache = found(caches, name, () -> new HookedCache(name, hooks, clock, time, entries));
        cache.limits(time, entries);
        return cache;
    }

    private synchronized HookedCounters made(String name, int maximumEntries) {
        int entries = Bounds.entries(name, maximumEntries);
        HookedCounters cache = found(counters, name, () -> new HookedCounters(name, hooks, clock, entries));
        cache.limit(entries);
        return cache;
    }

    private static <C> C found(Map<String, C> all, String name, Supplier<C> made) {
        C known = all.get(name);
        if (known != null) {
            return known;
        }
        if (all.size() >= MOST_CACHES) {
            throw new IllegalStateException("cache " + name + ": there are " + MOST_CACHES
                    + " already; use one cache with longer keys in place of many");
        }
        C fresh = made.get();
        all.put(name, fresh);
        return fresh;
    }
}
