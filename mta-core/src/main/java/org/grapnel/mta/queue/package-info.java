/**
 * NAME: queue – messages that wait for their delivery.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: from the spool's confirmation to the final event of the last recipient.
 *
 * <p>TYPES: {@link org.grapnel.mta.queue.Queue} holds a {@link org.grapnel.mta.queue.DomainQueue} for each destination, which holds for
 * each binding an active and a delayed set; {@link org.grapnel.mta.queue.Scheduler} maintains them; {@link org.grapnel.mta.queue.Retry} says when to try again,
 * {@link org.grapnel.mta.queue.Suspensions} what may not leave, {@link org.grapnel.mta.queue.Owned} what handlers took over;
 * {@link org.grapnel.mta.queue.Roster} finds every message, wherever it is; {@code queue.shaping} says how many connections a destination may have.
 * {@link org.grapnel.mta.queue.Insertion} is the way into a set, {@link org.grapnel.mta.queue.Taking} asks who would have the message instead,
 * {@link org.grapnel.mta.queue.Changing} changes messages while deliveries go on.
 *
 * <p>THREADS: maintenance of one Domain runs on one scheduler shard and never overlaps; the sets are guarded by the Domain's lock, held for
 * moments and never over a handler's call or I/O. A message that was taken, or withdrawn by a command, belongs to the taker until it is given
 * back or done.
 *
 * <p>FAILURE: after a crash every message that is in the spool is in its queue again; at most the attempts that were in flight are repeated.
 *
 * <p>STANDARDS: RFC 5321 4.5.4.1 (retries).
 *
 * <p>PARAMETERS: retry_interval, max_retry_interval, retry_jitter, max_retries, max_resident_messages, message_expiration, delayed_queue_scan_interval, max_connections, max_outbound_connections.
 */
@NullMarked
package org.grapnel.mta.queue;

import org.jspecify.annotations.NullMarked;
