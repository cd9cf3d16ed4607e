package org.grapnel.hook.process;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The last moment when a handler's console output is seen.
 *
 * <p>WHEN: just before the process lets go of its terminal in daemon mode ({@code start}). Not called when it runs in
 * the foreground.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the one thread that starts and stops the process.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code () -> System.out.println("policy 42 in force")}
 */
@Hook(
        name = "pre_console_release",
        kind = HookKind.OBSERVE,
        thread = HookThread.LIFECYCLE,
        when = "just before the process lets go of its terminal in daemon mode",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PreConsoleRelease {
    HookPoint.Of0<PreConsoleRelease, Void> POINT =
            HookPoint.observe(PreConsoleRelease.class, PreConsoleRelease::preConsoleRelease);

    void preConsoleRelease();
}
