package org.grapnel.hook.cache;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The named caches of the process, a service of the engine: what one handler learned, for the next transaction, for other
 * handlers and for other bundles. A cache lives until the process ends, so what is in it survives the upgrade of the bundle
 * that filled it. What the handlers of {@code cache_get}, {@code cache_set} and {@code gauge_cache_manip} do with it, such as
 * sharing it with other nodes, is not the user's business.
 *
 * <p>Names are up to {@value #MOST_NAME} characters; begin them with the name of your bundle, unless you mean another's cache.
 * Those that begin with {@value #RESERVED} are the engine's.
 *
 * <p>THREADS: safe for use by any thread. ERRORS: IllegalArgumentException for a name, key, value or number outside of the
 * bounds given here; IllegalStateException where {@value #MOST_CACHES} caches are there already.
 */
@ProviderType
public interface Caches {
    /** The names that only the engine uses begin with this. */
    String RESERVED = "grapnel.";
    /** The longest name of a cache in characters. */
    int MOST_NAME = 100;
    /** The longest key in characters. */
    int MOST_KEY = 512;
    /** The longest value in characters. */
    int MOST_VALUE = 8_192;
    /** The most entries that a cache may be asked to hold. */
    int MOST_ENTRIES = 1_000_000;
    /** The most caches of each of the two kinds. */
    int MOST_CACHES = 200;

    /**
     * The cache of this name, made when it is first asked for. Who asks for it again, in an upgraded version perhaps, sets
     * its limits anew and loses nothing else.
     *
     * @param lifetime how long an entry is kept, where its store says nothing else and for what {@code cache_get} supplies
     * @param maximumEntries past this number those of least use go
     */
    NamedCache cache(String name, Duration lifetime, int maximumEntries);

    /**
     * The counting cache of this name, made when it is first asked for; a further request sets its limit anew.
     *
     * @param maximumEntries past this number those of least use go
     */
    CountingCache counters(String name, int maximumEntries);
}
