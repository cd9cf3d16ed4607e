package org.grapnel.hook.process;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that the process is about to work. Deprecated for new plugins: a bundle's own activation is the place for
 * set-up, it also happens when the bundle is installed later.
 *
 * <p>WHEN: once at start-up, after the configuration is loaded and before any listener opens. Bundles that are
 * installed later are not called.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the one thread that starts and stops the process.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code () -> tables.load()}
 */
@Hook(
        name = "sys_init",
        kind = HookKind.OBSERVE,
        thread = HookThread.LIFECYCLE,
        when = "once at start-up, after configuration is loaded, before any listener opens",
        byDefault = "nothing",
        deprecated = true)
@ConsumerType
@FunctionalInterface
public interface SysInit {
    HookPoint.Of0<SysInit, Void> POINT = HookPoint.observe(SysInit.class, SysInit::sysInit);

    void sysInit();
}
