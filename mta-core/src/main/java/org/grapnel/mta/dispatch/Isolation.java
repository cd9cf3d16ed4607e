package org.grapnel.mta.dispatch;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
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
    /** Calls of one handler that may hang at a time. */
    static final int MAX_HANGING = 16;

    private final ExecutorService threads;
    private final Map<Conduct, AtomicInteger> hanging = new ConcurrentHashMap<>();

    /** @param threads makes a thread when none is free, and keeps it for a while */
    Isolation(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * Calls and waits.
     *
     * @throws TimeoutException when there was no answer in time, or too many calls hang already
     */
    @Nullable
    Object call(Handler handler, Callable<@Nullable Object> call, long nanos) throws Throwable {
        AtomicInteger count = hanging.computeIfAbsent(handler.conduct(), key -> new AtomicInteger());
        if (count.get() >= MAX_HANGING) {
            throw new TimeoutException(MAX_HANGING + " calls of it hang already; it is not called");
        }
        AtomicInteger abandoned = new AtomicInteger();
        FutureTask<@Nullable Object> task = new FutureTask<>(call) {
            @Override
            public void run() {
                try {
                    super.run();
                } finally {
                    if (abandoned.getAndSet(2) == 1) {
                        count.decrementAndGet();
                    }
                }
            }
        };
        threads.execute(task);
        try {
            return task.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (TimeoutException e) {
            count.incrementAndGet();
            if (!abandoned.compareAndSet(0, 1)) {
                count.decrementAndGet(); // it ended at the same moment
            }
            task.cancel(true);
            throw new TimeoutException("no answer in time; a late one is dropped");
        }
    }

    /** Calls that hang now. */
    int hanging(Handler handler) {
        AtomicInteger count = hanging.get(handler.conduct());
        return count == null ? 0 : count.get();
    }

    void forget(Handler handler) {
        hanging.remove(handler.conduct());
    }
}
