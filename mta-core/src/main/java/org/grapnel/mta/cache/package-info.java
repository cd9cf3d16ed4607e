/**
 * NAME: cache – named caches and counters of the whole process.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: beside all other rooms: what one transaction learned, for the next; for plugins through the service
 * {@link org.grapnel.hook.cache.Caches}, for the engine as hosts that failed and as the state of adaptive shaping.
 *
 * <p>TYPES: {@link org.grapnel.mta.cache.CacheRoom} knows all caches by name; {@link org.grapnel.mta.cache.HookedCache} and {@link
 * org.grapnel.mta.cache.HookedCounters} ask and tell the hooks; {@link org.grapnel.mta.cache.Memory} keeps what is in this process.
 *
 * <p>THREADS: whichever needs the value; many at once. No lock is held over a handler's call. Nothing runs in the background: what has
 * expired is dropped by those who come by.
 *
 * <p>FAILURE: a faulty handler counts as none: a miss, or the counter in this process. Nothing here outlives the process.
 *
 * <p>SECURITY: names, keys, values, entries and caches are bounded by the numbers in {@link org.grapnel.hook.cache.Caches}.
 *
 * <p>STANDARDS: none.
 *
 * <p>SEE ALSO: queue.shaping, deliver.FailedHosts.
 */
@NullMarked
package org.grapnel.mta.cache;

import org.jspecify.annotations.NullMarked;
