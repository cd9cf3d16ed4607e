/**
 * NAME: process – the life of the process: start, privileges, shutdown.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: around it: before the first connection and after the last.
 *
 * <p>TYPES: {@link org.grapnel.hook.process.ShutdownCause} says why the process ends, {@link
 * org.grapnel.hook.process.CallSite} where that was asked for; the hooks of section 1 of the catalogue.
 *
 * <p>THREADS: one: that which starts and stops the process.
 *
 * <p>FAILURE: a faulty handler around the drop of privileges ends the start-up; elsewhere it is skipped.
 *
 * <p>STANDARDS: POSIX setuid, setgid, initgroups.
 *
 * <p>SEE ALSO: hook, control.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.process;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
