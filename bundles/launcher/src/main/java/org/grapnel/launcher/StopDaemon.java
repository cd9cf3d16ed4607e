package org.grapnel.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.grapnel.launcher.instance.Instance;

/** {@code stop}: asks the process of the pid file to end, and waits until it has. */
final class StopDaemon {
    /** A little more than the instance allows itself. */
    private static final Duration LIMIT = StopOnSignal.LIMIT.plusSeconds(10);

    private final Instance instance;
    private final PrintStream out;

    StopDaemon(Instance instance, PrintStream out) {
        this.instance = instance;
        this.out = out;
    }

    int execute() throws Refused {
        Optional<ProcessHandle> running = instance.pidFile().running();
        if (running.isEmpty()) {
            out.println("not running (base " + instance.base() + ")");
            return 0;
        }
        ProcessHandle process = running.get();
        if (!process.destroy() && process.isAlive()) {
            throw new Refused(
                    Refused.FAILED, "cannot signal pid " + process.pid() + "; are you the user that Grapnel runs as?");
        }
        try {
            process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Refused(
                    Refused.FAILED,
                    "pid " + process.pid() + " still runs after " + LIMIT.toSeconds() + " s; see " + instance.logFile(),
                    e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("waiting for pid " + process.pid(), e);
        }
        out.println("stopped (pid " + process.pid() + ", base " + instance.base() + ")");
        return 0;
    }
}
