package org.grapnel.hook.log;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Asks everybody who writes a file to open it anew.
 *
 * <p>WHEN: on the command {@code reopen logs}, after the engine opened its own files anew, and at each rotation.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread of the control command, or the one that rotates.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code () -> file.reopen()}
 */
@Hook(
        name = "log_reopen",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "reopen logs and log rotation",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface LogReopen {
    HookPoint.Of0<LogReopen, Void> POINT = HookPoint.observe(LogReopen.class, LogReopen::logReopen);

    void logReopen();
}
