package org.grapnel.mta.spool.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolStatus;

/** Counts and health, kept by the writer thread, read by all. */
final class Pulse {
    private final Clock clock;
    private SpoolStatus.State state = SpoolStatus.State.OK;
    private String reason = "";
    private long damaged;
    private long compactions;
    private long commits;
    private long batches;
    private long largestBatch;
    private long lastBatch;
    private long unforced;
    private Instant lastForceAt;
    private Duration lastForce = Duration.ZERO;
    private Duration longestForce = Duration.ZERO;

    Pulse(Clock clock, long damaged) {
        this.clock = clock;
        this.damaged = damaged;
        this.lastForceAt = clock.instant();
    }

    /** @param nanos what the force took; negative if there was none */
    synchronized void committed(int units, long nanos) {
        commits += units;
        batches++;
        lastBatch = units;
        largestBatch = Math.max(largestBatch, units);
        if (nanos < 0) {
            unforced += units;
        } else {
            forced(nanos);
        }
    }

    synchronized void forced(long nanos) {
        unforced = 0;
        lastForceAt = clock.instant();
        lastForce = Duration.ofNanos(nanos);
        longestForce = lastForce.compareTo(longestForce) > 0 ? lastForce : longestForce;
    }

    synchronized void damaged() {
        damaged++;
    }

    synchronized void compacted() {
        compactions++;
    }

    /** True if it was well before. */
    synchronized boolean failing(SpoolException why) {
        boolean change = state == SpoolStatus.State.OK;
        state = switch (why.kind()) {
            case FULL -> SpoolStatus.State.FULL;
            case READ_ONLY -> SpoolStatus.State.READ_ONLY;
            default -> SpoolStatus.State.FAILED;
        };
        reason = String.valueOf(why.getMessage());
        return change;
    }

    /** True if it was not well before. */
    synchronized boolean well() {
        boolean change = state != SpoolStatus.State.OK;
        state = SpoolStatus.State.OK;
        reason = "";
        return change;
    }

    synchronized boolean ill() {
        return state != SpoolStatus.State.OK;
    }

    synchronized SpoolStatus status(Ledger.Totals totals, long queued, String durability, SpoolStatus.Core core) {
        return new SpoolStatus(
                state,
                reason,
                totals.messages(),
                totals.liveBytes(),
                totals.deadBytes(),
                totals.segments(),
                damaged,
                compactions,
                commits,
                batches,
                largestBatch,
                queued,
                lastForceAt,
                lastForce,
                longestForce,
                lastBatch,
                durability,
                unforced,
                core);
    }
}
