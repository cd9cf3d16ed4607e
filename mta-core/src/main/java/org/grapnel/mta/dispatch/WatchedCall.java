package org.grapnel.mta.dispatch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that a thread makes at one depth, one after the other. Their number and phase are one word: who wants to interrupt a call changes it
 * first, which fails when that call has ended, so that no interrupt ever hits the next one.
 */
final class WatchedCall {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedCall.class);
    private static final VarHandle STATE;

    // phases, the low bits of the word
    private static final long IDLE = 0;
    private static final long RUNNING = 1;
    private static final long CLAIMED = 2; // the scan is about to interrupt it
    private static final long LATE = 3;
    private static final long PHASES = 3;
    private static final long NEXT = 4;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(WatchedCall.class, "state", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable WatchedCall outer;
    private volatile @Nullable WatchedCall inner;
    private long number; // owner's only; a multiple of NEXT
    private @Nullable Handler handler; // written by the owner before the word, as is the next
    private long until;
    private boolean interruptedBefore; // owner's only

    @SuppressWarnings("UnusedVariable") // through STATE
    private volatile long state;

    // the scan's own
    private long seen = -1;
    private long allocatedBefore;
    private long remindAt;
    private volatile Overrun overrun = Overrun.NONE;

    WatchedCall(@Nullable WatchedCall outer) {
        this.outer = outer;
    }

    @Nullable
    WatchedCall outer() {
        return outer;
    }

    @Nullable
    WatchedCall innerOrNull() {
        return inner;
    }

    /** Made at the first call at that depth, and kept. */
    WatchedCall inner() {
        WatchedCall known = inner;
        if (known == null) {
            known = new WatchedCall(this);
            inner = known;
        }
        return known;
    }

    void begin(Handler called, long deadline, boolean interrupted) {
        handler = called;
        until = deadline;
        interruptedBefore = interrupted;
        STATE.setRelease(this, number + RUNNING);
    }

    /** Then the interrupt was not for the call, and outlives it. */
    boolean wasInterruptedBefore() {
        return interruptedBefore;
    }

    Overrun end() {
        long running = number + RUNNING;
        number += NEXT;
        Overrun how = Overrun.NONE;
        if (!STATE.compareAndSet(this, running, number + IDLE)) {
            while ((long) STATE.getAcquire(this) == running - RUNNING + CLAIMED) {
                Thread.onSpinWait(); // its interrupt is on the way, and must not hit what comes next
            }
            how = overrun;
            STATE.setRelease(this, number + IDLE);
        }
        handler = null; // it would keep the classes of its bundle
        return how;
    }

    boolean isBusy() {
        return phase((long) STATE.getAcquire(this)) != IDLE;
    }

    boolean isLate() {
        return phase((long) STATE.getAcquire(this)) == LATE;
    }

    private static long phase(long word) {
        return word & PHASES;
    }

    /** By the scan. What is read here may belong to a later call; then the word has changed. */
    void check(Thread thread, long now, Allocation allocation, long mostAllocated) {
        long word = (long) STATE.getAcquire(this);
        Handler called = handler;
        long deadline = until;
        if (called == null || phase(word) == IDLE) {
            return;
        }
        if (phase(word) == LATE) {
            remind(called, thread, now);
            return;
        }
        boolean late = now - deadline >= 0;
        boolean greedy = !late && mostAllocated > 0 && allocatedIn(word, thread, allocation) > mostAllocated;
        if ((late || greedy) && STATE.compareAndSet(this, word, word - RUNNING + CLAIMED)) {
            interrupt(called, thread, late ? Overrun.TIME : Overrun.ALLOCATION, word - RUNNING + LATE);
            remindAt = now + Overseer.REMINDER.toNanos();
        }
    }

    /** Since the first scan that saw the call. */
    private long allocatedIn(long word, Thread thread, Allocation allocation) {
        long now = allocation.of(thread);
        if (seen != word) {
            seen = word;
            allocatedBefore = now;
        }
        return now < 0 ? 0 : now - allocatedBefore;
    }

    private void interrupt(Handler called, Thread thread, Overrun why, long then) {
        try {
            called.conduct().overran(); // now: the next callers must not hang with this one
            overrun = why;
            thread.interrupt();
        } finally {
            STATE.setRelease(this, then);
        }
        LOG.warn(
                "handler {} {} at {}: interrupted",
                called.identity(),
                why.words(),
                called.point().name());
    }

    private void remind(Handler called, Thread thread, long now) {
        if (now - remindAt >= 0) {
            remindAt = now + Overseer.REMINDER.toNanos();
            LOG.warn(
                    "handler {} {} at {} and does not end, though interrupted; its caller {} waits",
                    called.identity(),
                    overrun.words(),
                    called.point().name(),
                    thread.getName());
        }
    }
}
