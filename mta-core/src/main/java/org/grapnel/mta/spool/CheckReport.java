package org.grapnel.mta.spool;

import java.util.List;

/**
 * What a check of a spool found.
 *
 * @param segments files that were read
 * @param records records that are whole
 * @param bytes read
 * @param damages what is not whole; at most {@link #MOST_DAMAGES}
 * @param damaged how many there are in all
 */
public record CheckReport(int segments, long records, long bytes, List<Damage> damages, long damaged) {
    /** A medium that lost everything must not take the heap, too. */
    public static final int MOST_DAMAGES = 10_000;

    /**
     * One damaged place.
     *
     * @param file in the spool's directory
     * @param offset where it begins
     * @param length in bytes
     * @param what was there, in one line
     * @param messages ids of the messages present that need it
     */
    public record Damage(String file, long offset, long length, String what, List<Long> messages) {
        @Override
        public String toString() {
            return file + ": " + length + " bytes at " + offset + ": " + what;
        }
    }
}
