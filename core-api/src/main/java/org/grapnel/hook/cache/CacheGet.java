package org.grapnel.hook.cache;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Supplies the value of a named cache that memory does not have.
 *
 * <p>WHEN: each look-up in a named process-wide cache that the in-memory cache missed.
 *
 * <p>ANSWER: the value; it is kept in memory as if it had been stored, by the cache's own expiry.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (cache, key) -> Optional.ofNullable(shared.get(cache + "/" + key))}
 */
@Hook(
        name = "cache_get",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "each look-up in a named process-wide cache that the in-memory cache missed",
        byDefault = "a miss")
@ConsumerType
@FunctionalInterface
public interface CacheGet {
    HookPoint.Of2<CacheGet, String, String, Optional<String>> POINT =
            HookPoint.first(CacheGet.class, CacheGet::cacheGet);

    Optional<String> cacheGet(String cache, String key);
}
