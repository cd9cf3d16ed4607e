package org.grapnel.hook.process;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that an orderly shutdown begins.
 *
 * <p>WHEN: once when an orderly shutdown begins, before listeners close.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the one thread that starts and stops the process.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code () -> balancer.leave(node)}
 */
@Hook(
        name = "control_shutdown",
        kind = HookKind.OBSERVE,
        thread = HookThread.LIFECYCLE,
        when = "once when an orderly shutdown begins, before listeners close",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface ControlShutdown {
    HookPoint.Of0<ControlShutdown, Void> POINT =
            HookPoint.observe(ControlShutdown.class, ControlShutdown::controlShutdown);

    void controlShutdown();
}
