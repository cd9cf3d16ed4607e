package org.grapnel.mta.dispatch;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Calls handlers on threads of their own, so that one that hangs holds up nobody: the caller waits until the deadline and goes on. What
 * answers later is not heard. A handler in which too many calls hang is not called at all until some have ended.
 */
final class Isolation {
    /** Calls of one handler that may hang at a time, beyond those that somebody still waits for. */
    static final int MAX_HANGING = 16;
    /** Threads that may wait for each other: handlers that call hooks whose handlers call hooks. */
    static final int MAX_DEPTH = 16;

    private final ExecutorService threads;
    private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);

    /** @param threads makes a thread when none is free, and keeps it for a while */
    Isolation(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * Calls and waits.
     *
     * @throws TimeoutException when there was no answer in time, or too many calls hang already
     * @throws InterruptedException when the caller is interrupted, which it still is then
     */
    @Nullable
    Object call(Handler handler, Callable<@Nullable Object> call, long nanos) throws Throwable {
        AtomicInteger hanging = handler.conduct().hanging();
        if (hanging.get() >= MAX_HANGING) {
            throw new TimeoutException(MAX_HANGING + " calls of it hang already; it is not called");
        }
        if (depth.get() >= MAX_DEPTH) {
            throw new IllegalStateException("handlers call hooks " + MAX_DEPTH + " deep; it is not called");
        }
        Task task = new Task(call, hanging, depth.get() + 1);
        threads.execute(task);
        try {
            return task.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (TimeoutException e) {
            task.abandon();
            throw new TimeoutException("no answer in time; a late one is dropped");
        } catch (InterruptedException e) {
            task.abandon();
            Thread.currentThread().interrupt(); // the caller's own affair
            throw e;
        }
    }

    /** One call. */
    private final class Task extends FutureTask<@Nullable Object> {
        private final AtomicInteger hanging;
        private final int level;
        private boolean abandoned; // guarded by this
        private boolean ended; // guarded by this

        Task(Callable<@Nullable Object> call, AtomicInteger hanging, int level) {
            super(call);
            this.hanging = hanging;
            this.level = level;
        }

        @Override
        public void run() {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            depth.set(level);
            try {
                super.run();
            } finally {
                depth.remove();
                thread.setContextClassLoader(before); // a thread that is kept must not keep a plugin's classes
                end();
            }
        }

        private synchronized void end() {
            ended = true;
            if (abandoned) {
                hanging.decrementAndGet();
            }
        }

        /** Nobody waits any more: it is interrupted, and counts as hanging until it ends. */
        void abandon() {
            synchronized (this) {
                abandoned = true;
                if (!ended) {
                    hanging.incrementAndGet();
                }
            }
            cancel(true);
        }
    }
}
