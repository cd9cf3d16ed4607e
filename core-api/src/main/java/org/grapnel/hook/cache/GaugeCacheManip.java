package org.grapnel.hook.cache;

import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes a counter of a counting cache, in place of the engine.
 *
 * <p>WHEN: each change of a counting cache, as used for rates and limits.
 *
 * <p>ANSWER: the new value, after the addend. An addend of 0 reads; one below 0 counts down. From the expiry on the
 * counter is 0 again; that of the latest change counts, a read leaves it as it is. Past the maximum of entries those of least
 * use go. Replicated = the counter of the whole cluster is meant.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (cache, key, addend, expiry, maximumEntries, replicated) -> replicated ?
 * Optional.of(cluster.add(cache, key, addend, expiry)) : Optional.empty()}
 */
@Hook(
        name = "gauge_cache_manip",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "each change of a counting cache, as used for rates and limits",
        byDefault = "the counter in this process")
@ConsumerType
@FunctionalInterface
public interface GaugeCacheManip {
    HookPoint.Of6<GaugeCacheManip, String, String, Long, Instant, Integer, Boolean, Optional<Long>> POINT =
            HookPoint.first(GaugeCacheManip.class, GaugeCacheManip::gaugeCacheManip);

    Optional<Long> gaugeCacheManip(
            String cache, String key, long addend, Instant expiry, int maximumEntries, boolean replicated);
}
