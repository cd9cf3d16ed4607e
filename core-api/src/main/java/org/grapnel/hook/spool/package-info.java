/**
 * NAME: spool – stable storage: writing, reading back, taking over.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: third: nothing is answered 250 before the spool has it, and nothing leaves it before
 * its last final event.
 *
 * <p>TYPES: {@link org.grapnel.hook.spool.SwapFlag} says why metadata moves, {@link org.grapnel.hook.spool.SwapResult}
 * and {@link org.grapnel.hook.spool.ImportResult} how that ended; the hooks of section 6.
 *
 * <p>THREADS: those that need the storage; many at once.
 *
 * <p>FAILURE: a faulty VERDICT handler fails the write or the read; nothing that was acknowledged is lost.
 *
 * <p>STANDARDS: RFC 5321 4.2.5, 6.1.
 *
 * <p>SEE ALSO: reception, queue.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.spool;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
