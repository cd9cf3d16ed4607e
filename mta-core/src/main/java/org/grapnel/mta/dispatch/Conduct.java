package org.grapnel.mta.dispatch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How a handler has behaved so far, and what follows from it: whether it may be called, and whether on the caller's thread. Shared by
 * all forms of one registered handler (another rank, another policy). Safe for use by any thread; the fast path reads one volatile field.
 */
final class Conduct {
    /** A new handler is called on a thread of its own until it has behaved so often. */
    static final int PROBATION = 100;
    /** One that passed its deadline has to behave so often. */
    static final int LONG_PROBATION = 10_000;

    /** Limits of the configuration, at the moment of a fault. */
    record Limits(int faults, Duration window, Duration firstPause, Duration longestPause) {
        static final Limits NONE = new Limits(Integer.MAX_VALUE, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    enum State {
        IN_FORCE,
        QUARANTINED,
        GONE
    }

    private final HandlerStats stats = new HandlerStats();
    private final AtomicInteger probation = new AtomicInteger(PROBATION);
    private volatile State state = State.IN_FORCE;
    private volatile @Nullable Shadow shadow;
    private long windowBegan; // guarded by this, as all below
    private int faultsInWindow;
    private int quarantines;
    private volatile long quarantineEnds;

    HandlerStats stats() {
        return stats;
    }

    State state() {
        return state;
    }

    synchronized void leave() {
        state = State.GONE;
    }

    @Nullable
    Shadow shadow() {
        return shadow;
    }

    void shadow(@Nullable Shadow other) {
        shadow = other;
    }

    /** True when the handler has earned to be called on the caller's thread. */
    boolean trusted() {
        return probation.get() <= 0;
    }

    void behaved() {
        probation.decrementAndGet();
    }

    void overran() {
        probation.set(LONG_PROBATION);
    }

    /** Counts a fault; true when it is the one that brings the handler into quarantine. */
    synchronized boolean faulted(long now, Limits limits) {
        stats.faulted();
        if (state != State.IN_FORCE) {
            return false;
        }
        if (faultsInWindow == 0 || now - windowBegan > limits.window().toNanos()) {
            windowBegan = now;
            faultsInWindow = 0;
        }
        boolean onTrial = quarantines > 0
                && faultsInWindow == 0
                && now - quarantineEnds < limits.window().toNanos();
        if (++faultsInWindow < limits.faults() && !onTrial) {
            return false;
        }
        faultsInWindow = 0;
        long pause = limits.firstPause().toNanos() << Math.min(quarantines, 20);
        quarantines++;
        quarantineEnds = now
                + Math.min(
                        pause < 0 ? Long.MAX_VALUE / 2 : pause,
                        limits.longestPause().toNanos());
        state = State.QUARANTINED;
        return true;
    }

    /** True while the handler is in quarantine; when its pause is over it is tried again. */
    boolean quarantined(long now) {
        if (state != State.QUARANTINED) {
            return false;
        }
        if (now - quarantineEnds < 0) {
            return true;
        }
        release();
        return false;
    }

    /** Ends a quarantine before its time. */
    synchronized void release() {
        if (state == State.QUARANTINED) {
            state = State.IN_FORCE;
        }
    }

    /** How long the quarantine still lasts; zero when there is none. */
    Duration quarantineLeft(long now) {
        return state == State.QUARANTINED ? Duration.ofNanos(Math.max(0, quarantineEnds - now)) : Duration.ZERO;
    }
}
