/**
 * NAME: deployer – what is in {@code deploy/} is live.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none; it brings, replaces and takes away the handlers that decide about messages.
 *
 * <p>TYPES: {@link org.grapnel.deployer.DeployDirectory} sees what is new, replaced or gone;
 * {@link org.grapnel.deployer.Deployer} makes the framework follow, one {@link org.grapnel.deployer.Deployment} a file;
 * {@link org.grapnel.deployer.Lifecycle} does the single steps; {@link org.grapnel.deployer.Obstacles} says why a bundle does not resolve.
 *
 * <p>THREADS: the first pass runs in the bundle's start, every later one on one daemon thread; commands read snapshots.
 *
 * <p>FAILURE: each failure is one line that names the file, the reason and the mend; a failed file is not tried again until it changes; a
 * replacement that fails gives way to the jar that was live before.
 *
 * <p>SECURITY: who can write to the directory can run code in the server; it is the operator's.
 *
 * <p>PARAMETERS: framework property {@code grapnel.base}, the directory above {@code deploy} and {@code data}.
 *
 * <p>STANDARDS: OSGi Core 8, chapters 3 (modules), 4 (life cycle), 7 (framework wiring).
 */
@NullMarked
package org.grapnel.deployer;

import org.jspecify.annotations.NullMarked;
