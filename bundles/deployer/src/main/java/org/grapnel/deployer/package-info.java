/**
 * NAME: deployer – what is in {@code deploy/} is live.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none; it brings, replaces and takes away the handlers that decide about messages, so that at no time a policy is
 * absent.
 *
 * <p>TYPES: {@link org.grapnel.deployer.DeployDirectory} sees what is new, replaced or gone; {@link org.grapnel.deployer.Deployer} makes the
 * framework follow, one {@link org.grapnel.deployer.Deployment} a file in the {@link org.grapnel.deployer.Book};
 * {@link org.grapnel.deployer.Vigil} watches what was upgraded; {@link org.grapnel.deployer.Shadows} compare what may come;
 * {@link org.grapnel.deployer.Orders} are the commands' deeds, {@link org.grapnel.deployer.Views} what they show.
 *
 * <p>THREADS: one, {@link org.grapnel.deployer.Worker}, changes everything; the bundle's start waits for its first pass; listings read snapshots.
 *
 * <p>FAILURE: each failure is one line that names the file, the reason and the mend; a failed file is not tried again until it changes; what was
 * live before stays.
 *
 * <p>SECURITY: who can write to the directory can run code in the server; it is the operator's. Signatures can be required.
 *
 * <p>PARAMETERS: framework property {@code grapnel.base}, the directory above {@code deploy} and {@code data}; configuration
 * {@code org.grapnel.deployer}, see {@link org.grapnel.deployer.Options}.
 *
 * <p>SEE ALSO: {@link org.grapnel.deployer.gate}, {@link org.grapnel.deployer.live}, {@code docs/deployment.md}.
 */
@NullMarked
package org.grapnel.deployer;

import org.jspecify.annotations.NullMarked;
