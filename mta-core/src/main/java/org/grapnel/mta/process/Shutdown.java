package org.grapnel.mta.process;

import org.grapnel.hook.Hooks;
import org.grapnel.hook.process.CallSite;
import org.grapnel.hook.process.ControlShutdown;
import org.grapnel.hook.process.ControlShutdownEx;
import org.grapnel.hook.process.ShutdownCause;
import org.jspecify.annotations.Nullable;

/** Knows why the process ends, and tells the hooks once. */
public final class Shutdown {
    private @Nullable ShutdownCause cause;
    private CallSite site = new CallSite(Shutdown.class.getName(), 0);
    private boolean told;

    /** Notes the cause before the framework is stopped; the first one counts. */
    public synchronized void because(ShutdownCause why) {
        if (cause == null) {
            cause = why;
            site = StackWalker.getInstance().walk(frames -> frames.skip(1)
                    .findFirst()
                    .map(frame -> new CallSite(frame.getClassName(), frame.getLineNumber()))
                    .orElse(site));
        }
    }

    /** Tells the hooks; without a noted cause it was a signal. */
    synchronized void tell(Hooks hooks, int exitStatus) {
        if (told) {
            return;
        }
        told = true;
        because(new ShutdownCause.Signal("TERM"));
        hooks.call(ControlShutdown.POINT);
        hooks.call(ControlShutdownEx.POINT, java.util.Objects.requireNonNull(cause), exitStatus, site);
    }
}
