package org.grapnel.mta.dispatch;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches calls of handlers: each thread has one {@link Watch} that says what it is in and until when. A scan interrupts those that are late or
 * allocate too much, and has later calls of the same handler made on threads of their own; what does not end then either is reported until it does.
 */
public final class Overseer implements AutoCloseable {
    static final Duration REMINDER = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Overseer.class);
    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final int SWEEP = 1_024;

    private final List<WeakReference<Watch>> watches = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Watch> own = ThreadLocal.withInitial(this::made);
    private final Allocation allocation;
    private final LongSupplier mostAllocated;
    private final Future<?> scans;

    /**
     * Scans until it is closed.
     *
     * @param timer runs some microseconds every 50 ms
     * @param mostAllocated bytes that one call may allocate; 0 = as many as it likes
     */
    public Overseer(ScheduledExecutorService timer, Allocation allocation, LongSupplier mostAllocated) {
        this.allocation = allocation;
        this.mostAllocated = mostAllocated;
        long period = PERIOD.toNanos();
        scans = timer.scheduleWithFixedDelay(this::scan, period, period, TimeUnit.NANOSECONDS);
    }

    /** The watch of the calling thread. */
    Watch watch() {
        return own.get();
    }

    private Watch made() {
        if (watches.size() % SWEEP == SWEEP - 1) {
            watches.removeIf(reference -> reference.get() == null);
        }
        Watch watch = new Watch(Thread.currentThread());
        watches.add(new WeakReference<>(watch));
        return watch;
    }

    private void scan() {
        long now = System.nanoTime();
        for (WeakReference<Watch> reference : watches) {
            Watch watch = reference.get();
            if (watch != null && watch.isBusy()) {
                check(watch, now);
            }
        }
    }

    private void check(Watch watch, long now) {
        try {
            watch.check(now, allocation, mostAllocated.getAsLong());
        } catch (RuntimeException e) { // a scan that throws would be the last one
            LOG.error("the watch of {} failed", watch.name(), e);
        }
    }

    @Override
    public void close() {
        scans.cancel(false);
    }
}
