package org.grapnel.hook.process;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells why an orderly shutdown begins.
 *
 * <p>WHEN: once, right after {@code control_shutdown}. The call site is where in the program the shutdown was asked
 * for.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the one thread that starts and stops the process.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (cause, exitStatus, callSite) -> { if (cause instanceof ShutdownCause.FatalError f)
 * pager.send(f.text() + " at " + callSite); }}
 */
@Hook(
        name = "control_shutdown_ex",
        kind = HookKind.OBSERVE,
        thread = HookThread.LIFECYCLE,
        when = "right after control_shutdown",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface ControlShutdownEx {
    HookPoint.Of3<ControlShutdownEx, ShutdownCause, Integer, CallSite, Void> POINT =
            HookPoint.observe(ControlShutdownEx.class, ControlShutdownEx::controlShutdownEx);

    void controlShutdownEx(ShutdownCause cause, int exitStatus, CallSite callSite);
}
