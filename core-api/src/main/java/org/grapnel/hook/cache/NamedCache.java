package org.grapnel.hook.cache;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Values by key, until they expire or make room.
 *
 * <p>THREADS: safe for use by any thread. COST: a hit costs a look-up in memory and asks no handler. ERRORS:
 * IllegalArgumentException as {@link Caches} says.
 */
@ProviderType
public interface NamedCache {
    String name();

    /** From memory, else from the handlers of {@code cache_get}. */
    Optional<String> get(String key);

    /** Stores for the cache's own lifetime. */
    void put(String key, String value);

    /** Stores for a time; zero or less removes. */
    void put(String key, String value, Duration lifetime);

    /** Removes from memory, and tells {@code cache_set} that what it may have is over. */
    void remove(String key);
}
