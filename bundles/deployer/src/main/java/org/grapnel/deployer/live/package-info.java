/**
 * NAME: live – how a unit comes into the framework, takes another's place and leaves.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none; transactions see either the handlers of the old version or those of the new one.
 *
 * <p>TYPES: {@link org.grapnel.deployer.live.Exchange} brings a unit in, beside the one that it replaces, and swaps them;
 * {@link org.grapnel.deployer.live.Lifecycle} does the single steps, {@link org.grapnel.deployer.live.OwnThread} bounds those that run foreign
 * code; {@link org.grapnel.deployer.live.SideBySide} lets the framework hold two versions of one bundle;
 * {@link org.grapnel.deployer.live.Obstacles} says why one does not resolve, {@link org.grapnel.deployer.live.Components} why one does not work.
 *
 * <p>THREADS: the deployer's one thread; foreign code (activators, readiness) runs on threads of its own, for a bounded time.
 *
 * <p>FAILURE: a {@link org.grapnel.deployer.gate.DeployException}; what was brought in is taken away, what was live stays.
 *
 * <p>STANDARDS: OSGi Core 8, chapters 4 (life cycle), 7 (framework wiring), 53 (resolver hooks), 54 (bundle hooks).
 */
@NullMarked
package org.grapnel.deployer.live;

import org.jspecify.annotations.NullMarked;
