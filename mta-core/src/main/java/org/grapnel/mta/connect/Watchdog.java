package org.grapnel.mta.connect;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Ends connections, of either direction, that pass the deadline of their step where no socket time limit can: blocked writes, TLS records that
 * drip in. One for all connections. It owns no thread: the given timer runs one scan every period, and a scan reads one
 * volatile field of each connection; so a late connection lives at most one period longer. Overdue sockets are closed on
 * the timer's thread, below TLS, which does not block.
 */
public final class Watchdog implements AutoCloseable {
    /** One connection. */
    public interface Watched {
        /** Closes the connection, below TLS, when its step has lasted too long. Called by the timer; must not block. */
        void closeIfOverdue(long now);
    }

    private final Set<Watched> wires = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanoTime;
    private final Future<?> scan;

    /**
     * Starts the scans.
     *
     * @param timer runs a few microseconds every period
     * @param nanoTime the clock of all deadlines, such as {@code System::nanoTime}
     */
    public Watchdog(ScheduledExecutorService timer, LongSupplier nanoTime, Duration period) {
        this.nanoTime = nanoTime;
        long nanos = period.toNanos();
        this.scan = timer.scheduleWithFixedDelay(this::scan, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** In nanoseconds, by the clock of all deadlines. */
    public long now() {
        return nanoTime.getAsLong();
    }

    public void watch(Watched wire) {
        wires.add(wire);
    }

    public void forget(Watched wire) {
        wires.remove(wire);
    }

    /** Connections that are open now. */
    public int watched() {
        return wires.size();
    }

    private void scan() {
        long now = now();
        wires.forEach(wire -> wire.closeIfOverdue(now));
    }

    /** Ends the scans; connections that are still open keep their read limits only. */
    @Override
    public void close() {
        scan.cancel(false);
    }
}
