package org.grapnel.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.grapnel.launcher.instance.Instance;
import org.grapnel.launcher.instance.PidFile;

/** {@code stop}: asks the process of the pid file to end, and waits until it has. */
final class StopDaemon {
    /** A little more than the instance allows itself. */
    private static final Duration LIMIT = StopOnSignal.LIMIT.plusSeconds(10);

    private static final long LOOK_MILLIS = 20;

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
        if (!process.destroy() && PidFile.alive(process)) {
            throw new Refused(
                    Refused.FAILED, "cannot signal pid " + process.pid() + "; are you the user that Grapnel runs as?");
        }
        awaitEnd(process);
        out.println("stopped (pid " + process.pid() + ", base " + instance.base() + ")");
        return 0;
    }

    /** Looks again and again: for a process that is no child of ours the JDK does the same, but only once a second. */
    private void awaitEnd(ProcessHandle process) throws Refused {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (PidFile.alive(process)) {
            if (System.nanoTime() > end) {
                throw new Refused(
                        Refused.FAILED,
                        "pid " + process.pid() + " still runs after " + LIMIT.toSeconds() + " s; see "
                                + instance.logFile());
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the main thread", e);
            }
        }
    }
}
