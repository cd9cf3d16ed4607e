/**
 * NAME: launcher – the command {@code bin/grapnel}: starts an instance, or talks to one that runs.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: before the first and after the last one.
 *
 * <p>TYPES: {@link org.grapnel.launcher.Main} looks the {@link org.grapnel.launcher.Verb} up and runs it with its
 * {@link org.grapnel.launcher.Arguments}; {@link org.grapnel.launcher.Refused} is every reason not to, in one line.
 *
 * <p>THREADS: a verb runs on the main thread. A termination signal arrives on a shutdown thread ({@code StopOnSignal}).
 *
 * <p>FAILURE: one line on standard error, {@code grapnel: …}. Exit status 0 done, 1 failed, 2 wrong use or broken installation,
 * 3 no instance runs.
 *
 * <p>SEE ALSO: {@code feature} what is installed, {@code instance} where it lives, {@code container} the framework,
 * {@code client} the control socket.
 */
@NullMarked
package org.grapnel.launcher;

import org.jspecify.annotations.NullMarked;
