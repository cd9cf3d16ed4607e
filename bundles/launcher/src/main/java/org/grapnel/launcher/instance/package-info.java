/**
 * NAME: instance – the directory of one running Grapnel: {@code etc/ deploy/ data/ log/}.
 *
 * <p>TYPES: {@link org.grapnel.launcher.instance.Instance} names the places, {@link org.grapnel.launcher.instance.InstanceLock}
 * lets one process at a time have them, {@link org.grapnel.launcher.instance.PidFile} tells others which.
 *
 * <p>THREADS: immutable; the lock and the pid file belong to the main thread of the launcher.
 *
 * <p>FAILURE: {@code Refused} with the path. A process id alone proves nothing, ids are reused: the pid file also holds the
 * start instant of the process.
 */
@NullMarked
package org.grapnel.launcher.instance;

import org.jspecify.annotations.NullMarked;
