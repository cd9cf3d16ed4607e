package org.grapnel.hook.cache;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Counters by key, each 0 until it is changed and from its expiry on.
 *
 * <p>THREADS: safe for use by any thread; changes of one counter follow each other. ERRORS: IllegalArgumentException as
 * {@link Caches} says.
 */
@ProviderType
public interface CountingCache {
    String name();

    /**
     * Changes a counter: by a handler of {@code gauge_cache_manip}, else in this process.
     *
     * @param addend one below 0 counts down
     * @param expiry when the counter is 0 again; that of the latest change counts
     * @param replicated the counter of the whole cluster is meant, where a handler knows one
     * @return the new value
     */
    long add(String key, long addend, Instant expiry, boolean replicated);

    /** Its value now; the expiry stays as it is. */
    long read(String key, boolean replicated);
}
