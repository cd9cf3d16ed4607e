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
    private final AtomicInteger hanging = new AtomicInteger();
    private volatile State state = State.IN_FORCE;
    private volatile boolean replaced;
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
        shadow = null; // it holds another bundle's handler
    }

    /** Calls on threads of their own that nobody waits for any more. */
    AtomicInteger hanging() {
        return hanging;
    }

    /** True when another bundle's handler has taken its place: no change of rank or policy brings it back. */
    boolean replaced() {
        return replaced;
    }

    void replace() {
        replaced = true;
    }

    @Nullable
    Shadow shadow() {
        return shadow;
    }

    synchronized void shadow(@Nullable Shadow other) {
        if (state != State.GONE) {
            shadow = other;
        }
    }

    /** True when the handler has earned to be called on the caller's thread. */
    boolean trusted() {
        return probation.get() <= 0;
    }

    void behaved() {
        if (probation.get() > 0) { // the count of a trusted one must not run through to the other end
            probation.decrementAndGet();
        }
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
        if (now - quarantineEnds
                > limits.longestPause().toNanos() + limits.window().toNanos()) {
            quarantines = 0; // that was long ago
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
        quarantineEnds = now + pause(limits);
        quarantines++;
        state = State.QUARANTINED;
        return true;
    }

    private long pause(Limits limits) {
        long first = limits.firstPause().toNanos();
        long longest = Math.max(first, limits.longestPause().toNanos());
        int doublings = Math.min(quarantines, 40);
        return first > longest >> doublings ? longest : first << doublings;
    }

    /** True while the handler is in quarantine; when its pause is over it is tried again. */
    boolean quarantined(long now) {
        return state == State.QUARANTINED && !tried(now);
    }

    private synchronized boolean tried(long now) {
        if (state == State.QUARANTINED && now - quarantineEnds >= 0) {
            state = State.IN_FORCE;
        }
        return state != State.QUARANTINED;
    }

    /** Ends a quarantine before its time; the handler is on trial from now on. */
    synchronized void release(long now) {
        if (state == State.QUARANTINED) {
            quarantineEnds = now;
            state = State.IN_FORCE;
        }
    }

    /** How long the quarantine still lasts; zero when there is none. */
    Duration quarantineLeft(long now) {
        return state == State.QUARANTINED ? Duration.ofNanos(Math.max(0, quarantineEnds - now)) : Duration.ZERO;
    }
}
