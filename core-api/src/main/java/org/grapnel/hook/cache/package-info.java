/**
 * NAME: cache – named caches and counters of the whole process.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: beside all other rooms: what one transaction learned, for the next.
 *
 * <p>TYPES: the service {@link Caches} with its {@link NamedCache}s and {@link CountingCache}s, and the three cache hooks of
 * section 12, by which others supply, hear of and count what is in them; keys and values are texts.
 *
 * <p>THREADS: whichever needs the value; many at once.
 *
 * <p>FAILURE: a faulty handler counts as none: a miss, or the engine's own counter.
 *
 * <p>STANDARDS: none.
 *
 * <p>SEE ALSO: queue, config.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.cache;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
