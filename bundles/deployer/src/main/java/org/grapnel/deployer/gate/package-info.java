/**
 * NAME: gate – what is known and demanded of a file before the framework sees any of it.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none.
 *
 * <p>TYPES: {@link org.grapnel.deployer.gate.Intake} copies a file, and what belongs to it, to a place where nobody overwrites it, and checks it;
 * {@link org.grapnel.deployer.gate.JarCheck} bounds, {@link org.grapnel.deployer.gate.Checksum} and {@link org.grapnel.deployer.gate.Signature}
 * prove; the outcome is a {@link org.grapnel.deployer.gate.Unit} of one or more {@link org.grapnel.deployer.gate.Jar}s.
 *
 * <p>THREADS: stateless; each file is checked by the deployer's one thread.
 *
 * <p>FAILURE: a {@link org.grapnel.deployer.gate.DeployException}, one line of reason and mend.
 *
 * <p>SECURITY: nothing is read without a bound; entry names that leave the jar, names that are there twice, and bombs are refused.
 *
 * <p>STANDARDS: OSGi Core 8, 3.2 (headers); OSGi Compendium 8, 112.4 (component descriptions), 159 (features); the JAR file specification.
 */
@NullMarked
package org.grapnel.deployer.gate;

import org.jspecify.annotations.NullMarked;
