package org.grapnel.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.launcher.container.Container;
import org.grapnel.launcher.instance.PidFile;

/**
 * The end of an instance, whoever began it: a termination signal (on the JVM's shutdown thread), a bundle, the shell or a failed
 * start (on the main thread). Stops the container within a limit, removes the pid file, fixes the exit status.
 */
final class StopOnSignal implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final Container container;
    private final PidFile pidFile;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean finished = new AtomicBoolean();
    private final AtomicInteger status = new AtomicInteger();
    private final Thread hook = new Thread(this::signalled, "grapnel-signal");

    private StopOnSignal(Container container, PidFile pidFile) {
        this.container = container;
        this.pidFile = pidFile;
    }

    static StopOnSignal guard(Container container, PidFile pidFile) {
        StopOnSignal guard = new StopOnSignal(container, pidFile);
        Runtime.getRuntime().addShutdownHook(guard.hook);
        return guard;
    }

    boolean begun() {
        return begun.get();
    }

    /** Begins the stop and returns; the process will end with {@code exitStatus}. */
    void stopWith(int exitStatus) {
        begun.set(true);
        status.compareAndSet(0, exitStatus);
        container.beginStop();
    }

    /** Waits for the stop, once. Returns the exit status. */
    int finish() {
        if (finished.compareAndSet(false, true)) {
            begun.set(true);
            try {
                if (!container.stop(LIMIT)) {
                    System.err.println(
                            "grapnel: not all bundles stopped within " + LIMIT.toSeconds() + " s; ending anyway");
                    status.compareAndSet(0, Refused.FAILED);
                }
                pidFile.remove();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                status.compareAndSet(0, Refused.FAILED);
            } catch (IOException e) {
                System.err.println("grapnel: cannot remove " + pidFile.path() + ": " + e.getMessage());
            }
        }
        return status.get();
    }

    /** A signal's own exit status would be 128 + number; an orderly stop is no failure, hence the halt. */
    private void signalled() {
        begun.set(true);
        int result = finish();
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(result);
    }

    @Override
    public void close() {
        finish();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the signal came first: let its thread end the process
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            hook.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
