package org.grapnel.mta.spool.journal;

import java.io.IOException;
import java.util.List;

/** The directory of a journal: the seam at which tests inject crashes and faults. */
interface Disk {
    /** The directory, for messages. */
    String name();

    /** Names of the plain files present. */
    List<String> list() throws IOException;

    /** Makes a file that must not exist. */
    SegmentFile create(String file) throws IOException;

    /** Opens a file that exists. */
    SegmentFile open(String file) throws IOException;

    void delete(String file) throws IOException;

    /** Makes creations and deletions durable. */
    void syncDirectory() throws IOException;

    /**
     * Copies a stretch of a file to {@code quarantine/}, unless a copy of that name is there.
     *
     * @param what is damaged there, in a few words
     */
    void setAside(SegmentFile from, long start, long length, String as, String what) throws IOException;

    /** Bytes that can still be written. */
    long usableBytes() throws IOException;
}
