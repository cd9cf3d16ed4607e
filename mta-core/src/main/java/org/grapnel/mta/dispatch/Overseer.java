package org.grapnel.mta.dispatch;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches calls that run on their callers' threads: each thread has one {@link Watch} that says what it is in and until when. A scan
 * interrupts those that are late; what does not end then either is reported until it does.
 */
public final class Overseer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Overseer.class);
    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final int SWEEP = 1_024;

    private final List<WeakReference<Watch>> watches = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Watch> own = ThreadLocal.withInitial(this::made);
    private final Future<?> scans;

    /** @param timer runs some microseconds every 50 ms */
    public Overseer(ScheduledExecutorService timer) {
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
            if (watch != null) {
                watch.check(now);
            }
        }
    }

    @Override
    public void close() {
        scans.cancel(false);
    }

    /** What one thread is in. Entered and left by its thread, checked by the scan. */
    static final class Watch {
        private final Thread thread;
        private volatile @Nullable Handler handler;
        private volatile long until;
        private boolean interrupted; // guarded by this

        private Watch(Thread thread) {
            this.thread = thread;
        }

        /** The thread enters a call; the answer must be given back to {@link #leave}. */
        @Nullable
        Handler enter(Handler called, long deadline) {
            Handler outer = handler;
            until = deadline;
            handler = called;
            return outer;
        }

        /** The thread has left the call; true when it was late and was interrupted for it. */
        synchronized boolean leave(@Nullable Handler outer) {
            handler = outer;
            until = Long.MAX_VALUE; // what lies around a nested call is watched no more: its time was shared
            boolean late = interrupted;
            interrupted = false;
            if (late) {
                boolean unused = Thread.interrupted(); // the interrupt was for the handler, not for the caller
            }
            return late;
        }

        private void check(long now) {
            Handler late = handler;
            if (late == null || now - until < 0) {
                return;
            }
            synchronized (this) {
                if (handler == late && now - until >= 0 && !interrupted) {
                    interrupted = true;
                    LOG.warn(
                            "handler {} is late at {}: interrupted",
                            late.identity(),
                            late.point().name());
                    thread.interrupt();
                }
            }
        }
    }
}
