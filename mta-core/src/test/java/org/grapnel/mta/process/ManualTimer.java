package org.grapnel.mta.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A clock that stands still until a test moves it, and an executor that runs on the test's thread when the clock says so. */
public final class ManualTimer extends AbstractExecutorService implements ScheduledExecutorService {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparing((Task task) -> task.at).thenComparing(task -> task.number)); // guarded by this
    private Instant now; // guarded by this
    private long order;
    private boolean shutdown;
    private int runs;

    public ManualTimer(Instant now) {
        this.now = now;
    }

    private final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {
        private final Instant at;
        private final long number;

        Task(Runnable action, Instant at, long number) {
            super(action, "");
            this.at = at;
            this.number = number;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock().instant(), at));
        }

        @Override
        public int compareTo(Delayed other) {
            return at.compareTo(((Task) other).at);
        }
    }

    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                synchronized (ManualTimer.this) {
                    return now;
                }
            }
        };
    }

    public synchronized void set(Instant time) {
        now = time;
    }

    /** Runs what is due now, in order, and what becomes due by that; fails where that never ends. */
    public void runDue() {
        for (int i = 0; i < 10_000; i++) {
            Optional<Task> next = nextDue();
            if (next.isEmpty()) {
                return;
            }
            next.get().run();
            try {
                next.get().get();
            } catch (Exception e) {
                throw new AssertionError("a task failed", e);
            }
        }
        throw new AssertionError("10 000 runs at one moment: a busy loop");
    }

    private synchronized Optional<Task> nextDue() {
        Optional<Task> next = Optional.ofNullable(tasks.peek()).filter(task -> !task.at.isAfter(now));
        next.ifPresent(tasks::remove);
        runs += next.isPresent() ? 1 : 0;
        return next;
    }

    /** Moves the clock, stopping at each moment when something is due. */
    public void advance(Duration by) {
        Instant end = clock().instant().plus(by);
        runDue();
        for (Optional<Instant> next = nextTime(end); next.isPresent(); next = nextTime(end)) {
            set(next.get());
            runDue();
        }
        set(end);
        runDue();
    }

    private synchronized Optional<Instant> nextTime(Instant end) {
        return Optional.ofNullable(tasks.peek()).map(task -> task.at).filter(at -> !at.isAfter(end));
    }

    /** Tasks that wait. */
    public synchronized int planned() {
        return tasks.size();
    }

    /** Tasks that ran so far. */
    public synchronized int runs() {
        return runs;
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        if (shutdown) {
            throw new RejectedExecutionException("shut down");
        }
        Task task = new Task(command, now.plusNanos(unit.toNanos(delay)), order++);
        tasks.add(task);
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable command) {
        ScheduledFuture<?> unused = schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public synchronized void shutdown() {
        shutdown = true;
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> left = List.copyOf(tasks);
        tasks.clear();
        return left;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}
