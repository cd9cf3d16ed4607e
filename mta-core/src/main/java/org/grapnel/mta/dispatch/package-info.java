/**
 * NAME: dispatch – from a hook point to its handlers and back.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: at every decision. The rooms call {@code hooks.call(POINT, …)}; nothing else in the engine knows handlers.
 *
 * <p>TYPES: {@link org.grapnel.mta.dispatch.Dispatcher} holds the {@link org.grapnel.mta.dispatch.Generation} in force, an
 * immutable table of {@link org.grapnel.mta.dispatch.Chain}s of {@link org.grapnel.mta.dispatch.Handler}s;
 * {@link org.grapnel.mta.dispatch.HandlerTracker} feeds it from the service registry; {@link org.grapnel.mta.dispatch.Points} knows which interfaces are hook points.
 *
 * <p>THREADS: a new handler is called on a thread of its own, one that has behaved on the caller's, watched by the
 * {@link org.grapnel.mta.dispatch.Overseer}; one that overruns its deadline there is interrupted, distrusted at once and on probation again. Every change makes a new generation under the dispatcher's lock and
 * publishes it by one volatile write. Transactions pin the generation that they began with; the removal of a handler waits, on the
 * thread that removes it, until no generation that holds it is pinned, up to the drain time.
 *
 * <p>FAILURE: each handler call is guarded in {@code Handler.ask}: whatever is thrown is logged, counted, and answered by the failure rule. What is late by less than
 * the period of the overseer's scan counts as in time. A handler on its caller's thread that is deaf to interrupts keeps that one caller.
 *
 * <p>SEE ALSO: {@code org.grapnel.hook}.
 */
@NullMarked
package org.grapnel.mta.dispatch;

import org.jspecify.annotations.NullMarked;
