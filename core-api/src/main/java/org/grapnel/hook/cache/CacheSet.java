package org.grapnel.hook.cache;

import java.time.Instant;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells of each value that is stored in a named cache.
 *
 * <p>WHEN: each store in a named process-wide cache, after it is in memory; not for what {@code cache_get} supplied. A removal is
 * a store, too: of the empty value, with an expiry that is over.
 *
 * <p>ANSWER: none. From the expiry on the value must not be given out.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (cache, key, value, expiry) -> shared.put(cache + "/" + key, value, expiry)}
 */
@Hook(
        name = "cache_set",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "each store in a named process-wide cache",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface CacheSet {
    HookPoint.Of4<CacheSet, String, String, String, Instant, Void> POINT =
            HookPoint.observe(CacheSet.class, CacheSet::cacheSet);

    void cacheSet(String cache, String key, String value, Instant expiry);
}
