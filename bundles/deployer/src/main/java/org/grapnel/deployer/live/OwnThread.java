package org.grapnel.deployer.live;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Runs foreign code on a daemon thread of its own, and waits for it no longer than it may take. */
final class OwnThread {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private enum State {
        RUNNING,
        ENDED,
        ABANDONED
    }

    private OwnThread() {}

    /**
     * Who overran is interrupted; who goes on all the same is left alone.
     *
     * @param whenLate runs on the abandoned thread, should it ever end
     * @throws TimeoutException when it was abandoned
     */
    static <T> T call(String name, Duration limit, Callable<T> code, Runnable whenLate)
            throws TimeoutException, ExecutionException, InterruptedException {
        AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
        FutureTask<T> task = new FutureTask<>(code);
        Thread thread = new Thread(
                () -> {
                    task.run();
                    if (!state.compareAndSet(State.RUNNING, State.ENDED)) {
                        whenLate.run();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            thread.join(GRACE.toMillis());
            if (state.compareAndSet(State.RUNNING, State.ABANDONED)) {
                throw e;
            }
            return task.get(); // it heeded the interrupt: it failed, or did end
        }
    }
}
