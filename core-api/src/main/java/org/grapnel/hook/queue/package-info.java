/**
 * NAME: queue – what waits, for what, and for how long.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: fourth: from the spool to a connection that is ready, and back after a transient
 * failure.
 *
 * <p>TYPES: {@link org.grapnel.hook.queue.QueueSet} shows a set of a queue, {@link
 * org.grapnel.hook.queue.ConnectionTarget} and {@link org.grapnel.hook.queue.ExpirationParams} are the values that
 * handlers change, {@link org.grapnel.hook.queue.OwnedMessages} is the way back for Messages that a handler took over;
 * the hooks of section 7.
 *
 * <p>THREADS: scheduler threads; calls for one Domain never overlap.
 *
 * <p>FAILURE: a faulty handler counts as none: the engine's own queue goes on.
 *
 * <p>STANDARDS: RFC 5321 4.5.4.
 *
 * <p>SEE ALSO: mail, connect, deliver.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.queue;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
