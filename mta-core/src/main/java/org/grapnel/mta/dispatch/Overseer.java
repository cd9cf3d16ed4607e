package org.grapnel.mta.dispatch;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
 * interrupts those that are late, and has later calls of the same handler made on threads of their own; what does not end then either is
 * reported until it does.
 */
public final class Overseer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Overseer.class);
    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final Duration REMINDER = Duration.ofSeconds(30);
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
                check(watch, now);
            }
        }
    }

    private static void check(Watch watch, long now) {
        try {
            watch.check(now);
        } catch (RuntimeException e) { // a scan that throws would be the last one
            LOG.error("the watch of {} failed", watch.thread.getName(), e);
        }
    }

    @Override
    public void close() {
        scans.cancel(false);
    }

    /** What one thread is in, from the outermost call to the innermost. Entered and left by its thread, checked by the scan. */
    static final class Watch {
        private final Thread thread;
        private @Nullable Handler[] called = new Handler[4]; // guarded by this, as all below
        private long[] until = new long[4];
        private boolean[] late = new boolean[4];
        private int depth;

        private Watch(Thread thread) {
            this.thread = thread;
        }

        /** The thread enters a call; each one ends with {@link #leave}. */
        synchronized void enter(Handler handler, long deadline) {
            if (depth == called.length) {
                called = Arrays.copyOf(called, 2 * depth);
                until = Arrays.copyOf(until, 2 * depth);
                late = Arrays.copyOf(late, 2 * depth);
            }
            called[depth] = handler;
            until[depth] = deadline;
            late[depth] = false;
            depth++;
        }

        /** The thread has left its innermost call; true when that was late and was interrupted for it. */
        synchronized boolean leave() {
            depth--;
            called[depth] = null;
            boolean wasLate = late[depth];
            if (wasLate) {
                boolean unused = Thread.interrupted(); // the interrupt was for the handler, not for the caller
            }
            for (int outer = 0; outer < depth; outer++) {
                if (late[outer]) {
                    thread.interrupt(); // that one was for a handler further out, which has not ended yet
                    break;
                }
            }
            return wasLate;
        }

        private void check(long now) {
            List<String> told = new ArrayList<>(0);
            synchronized (this) {
                for (int i = 0; i < depth; i++) {
                    Handler handler = called[i];
                    if (handler == null || now - until[i] < 0) {
                        continue;
                    }
                    String who = "handler " + handler.identity() + " is late at "
                            + handler.point().name();
                    if (late[i]) {
                        told.add(who + " and does not end, though interrupted; its caller " + thread.getName()
                                + " waits");
                    } else {
                        late[i] = true;
                        handler.conduct().overran(); // now: the next callers must not hang with this one
                        told.add(who + ": interrupted");
                        thread.interrupt();
                    }
                    until[i] = now + REMINDER.toNanos();
                }
            }
            told.forEach(LOG::warn);
        }
    }
}
