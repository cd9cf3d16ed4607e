package org.grapnel.mta.spool.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.grapnel.mta.spool.SpoolException;
import org.jspecify.annotations.Nullable;

/** What waits for the writer, bounded in bytes: who hands over more than fits waits until the writer took some. */
final class Intake {
    private static final int MOST_TURNS = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final long bound;
    private List<Unit> waiting = new ArrayList<>();
    private long bytes;
    private List<Ticket> compactions = new ArrayList<>();
    private boolean nudged;
    private boolean closed;

    Intake(long bound) {
        this.bound = bound;
    }

    /** Hands over a unit, waiting for room whatever interrupts; false if the spool is closed. */
    boolean put(Unit unit) {
        lock.lock();
        try {
            while (!closed && bytes > 0 && bytes + unit.bytes() > bound) {
                room.awaitUninterruptibly();
            }
            if (closed) {
                return false;
            }
            waiting.add(unit);
            bytes += unit.bytes();
            work.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the writer look for other work than units. */
    void nudge() {
        lock.lock();
        try {
            nudged = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Asks for a compaction of everything; refused if the spool is closed. */
    Ticket compact(SpoolException ifClosed) {
        lock.lock();
        try {
            Ticket ticket = new Ticket();
            if (closed) {
                ticket.fail(ifClosed);
            } else {
                compactions.add(ticket);
                nudged = true;
                work.signal();
            }
            return ticket;
        } finally {
            lock.unlock();
        }
    }

    List<Ticket> takeCompactions() {
        lock.lock();
        try {
            List<Ticket> taken = compactions;
            compactions = new ArrayList<>(0);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Everything that waits; empty if there is other work to do, or if nothing came in that many nanoseconds; null after the last unit of a
     * closed spool.
     */
    @Nullable
    List<Unit> take(boolean otherWork, long patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience;
            while (waiting.isEmpty() && !closed && !otherWork && !nudged && left > 0) {
                left = work.awaitNanos(left);
            }
            nudged = false;
            gather();
            if (waiting.isEmpty()) {
                return closed ? null : List.of();
            }
            List<Unit> taken = waiting;
            waiting = new ArrayList<>(taken.size());
            bytes = 0;
            room.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Before a force, lets those run who are ready to hand over a unit, as long as that brings more. Where nobody is, it returns at once;
     * on a busy machine it makes fewer forces, and fewer switches between threads, of the same mail.
     */
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but the size of a batch
    private void gather() {
        int before = 0;
        for (int turn = 0; turn < MOST_TURNS && waiting.size() > before && !closed; turn++) {
            before = waiting.size();
            lock.unlock();
            try {
                Thread.yield();
            } finally {
                lock.lock();
            }
        }
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            work.signal();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
