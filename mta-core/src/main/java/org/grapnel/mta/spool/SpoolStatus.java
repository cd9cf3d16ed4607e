package org.grapnel.mta.spool;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts and health of a spool at one moment.
 *
 * @param state whether stores are accepted
 * @param reason one line; empty if the state is OK
 * @param messages messages present
 * @param liveBytes bytes on disk that are needed
 * @param deadBytes bytes on disk that are not, and go with their segments
 * @param segments files of the journal
 * @param damaged records and stretches set aside since the spool was opened, those found at opening included
 * @param compactions segments emptied by copying since the spool was opened
 * @param commits changes made durable since the spool was opened
 * @param batches forces that made them durable; commits / batches is the mean batch
 * @param largestBatch most changes in one force
 * @param queuedBytes bytes that wait for the writer
 * @param lastForceAt when the latest force ended, or when the spool was opened
 * @param lastForceTook how long it took
 * @param longestForce the longest since the spool was opened
 * @param lastBatch changes in the latest force
 * @param durability when a change is acknowledged: {@code each} = after a force, {@code interval} = before it
 * @param unforced changes that were acknowledged and wait for a force; always 0 with {@code each}
 * @param core the bodies kept in memory
 */
public record SpoolStatus(
        State state,
        String reason,
        long messages,
        long liveBytes,
        long deadBytes,
        int segments,
        long damaged,
        long compactions,
        long commits,
        long batches,
        long largestBatch,
        long queuedBytes,
        Instant lastForceAt,
        Duration lastForceTook,
        Duration longestForce,
        long lastBatch,
        String durability,
        long unforced,
        Core core) {

    /**
     * Bodies in memory.
     *
     * @param bytes taken
     * @param bound most bytes that may be taken
     * @param bodies kept
     * @param hits readings that were served from memory since the spool was opened
     * @param misses readings that went to the disk
     */
    public record Core(long bytes, long bound, int bodies, long hits, long misses) {}

    /** Whether stores are accepted. */
    public enum State {
        OK,
        /** No space: stores are refused; removals go on while the reserve lasts. */
        FULL,
        /** The medium refuses writes. */
        READ_ONLY,
        /** The latest write failed; the next one tries again. */
        FAILED
    }
}
