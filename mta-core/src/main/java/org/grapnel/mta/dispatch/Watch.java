package org.grapnel.mta.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * What one thread is in, from the outermost call to the innermost. Entered and left by its thread, checked by the overseer's scan; neither ever
 * waits for a lock, and entering and leaving costs one compare-and-set.
 */
final class Watch {
    private final Thread thread;
    private final WatchedCall outermost = new WatchedCall(null);
    /** Owner's only. */
    private @Nullable WatchedCall innermost;

    private long clock; // owner's only

    Watch(Thread thread) {
        this.thread = thread;
    }

    String name() {
        return thread.getName();
    }

    /** When the call before ended, or its chain began: where one ends, the next one begins, and one reading of the clock does for both. */
    long clock() {
        return clock;
    }

    void clock(long now) {
        clock = now;
    }

    /** The thread enters a call; each one ends with {@link #leave}. */
    void enter(Handler handler, long deadline) {
        WatchedCall call = innermost == null ? outermost : innermost.inner();
        innermost = call;
        call.begin(handler, deadline, handler.leavesInterrupts() || thread.isInterrupted());
    }

    /** The thread has left its innermost call; whether that was interrupted, and for what. */
    Overrun leave() {
        WatchedCall call = innermost;
        if (call == null) {
            throw new IllegalStateException("left more calls than were entered");
        }
        innermost = call.outer();
        Overrun overrun = call.end();
        if (overrun != Overrun.NONE || !call.wasInterruptedBefore()) {
            // it was for the handler, or by the handler: the caller, which has mail to store, must not be stopped by it
            boolean unused = Thread.interrupted();
        }
        for (WatchedCall outer = innermost; outer != null; outer = outer.outer()) {
            if (outer.isLate()) {
                thread.interrupt(); // that one was for a handler further out, which has not ended yet
                break;
            }
        }
        return overrun;
    }

    /** By the scan: true when there may be something to check. */
    boolean isBusy() {
        return outermost.isBusy();
    }

    /** By the scan. */
    void check(long now, Allocation allocation, long mostAllocated) {
        for (WatchedCall call = outermost; call != null && call.isBusy(); call = call.innerOrNull()) {
            call.check(thread, now, allocation, mostAllocated);
        }
    }
}
