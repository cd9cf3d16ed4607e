/**
 * NAME: queue.shaping – how the server gives way to a destination that has enough.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: beside the queue: what deliveries saw decides how many connections the next maintenance may open.
 *
 * <p>TYPES: {@link org.grapnel.mta.queue.shaping.Shaping} knows a {@link org.grapnel.mta.queue.shaping.Shape} for each {@link
 * org.grapnel.mta.queue.shaping.Pair} of domain and binding that had failures lately; {@link org.grapnel.mta.queue.shaping.Learned} is the
 * state itself, in counting caches that a cluster may share; {@link org.grapnel.mta.queue.shaping.Rules} are the options in force for a pair;
 * {@link org.grapnel.mta.queue.shaping.Alarms} plans one look for each pair.
 *
 * <p>THREADS: failures come on delivery threads, looks on scheduler shards, questions on any. A shape is an immutable snapshot that is swapped;
 * counters are changed in single steps, and who wins a claim makes the step. No lock is held over a handler's call.
 *
 * <p>FAILURE: what was learned is lost with the process, unless the cluster has it; then the pair begins with all its connections again.
 *
 * <p>SECURITY: pairs, steps and counters are bounded; what a handler answers beyond the steps there are counts as the last one.
 *
 * <p>STANDARDS: RFC 5321 4.5.4.1 (a client should not burden a server that puts it off), RFC 3463 (which replies speak of the server).
 *
 * <p>PARAMETERS: adaptive, adaptive_scope, adaptive_failures, adaptive_window, adaptive_recovery, adaptive_pause, max_connections.
 *
 * <p>SEE ALSO: cache, deliver.Refusals.
 */
@NullMarked
package org.grapnel.mta.queue.shaping;

import org.jspecify.annotations.NullMarked;
