/**
 * NAME: log – what happened to messages, told to the log and to the hooks.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: beside it, from the first attempt to the last event.
 *
 * <p>TYPES: {@link org.grapnel.mta.log.MailLog} has one method for each event.
 *
 * <p>THREADS: safe for use by any thread; handlers run on the caller's.
 *
 * <p>FAILURE: a handler that fails loses its own record only.
 */
@NullMarked
package org.grapnel.mta.log;

import org.jspecify.annotations.NullMarked;
