package org.grapnel.mta.spool.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One file. Written by the writer thread only, read by any thread; an interrupt of a reader harms nobody. */
interface SegmentFile extends Closeable {
    String name();

    long size() throws IOException;

    /** Fills the heap buffer from {@code position} on as far as the file goes; returns the bytes read, 0 at the end. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes all that remains in the buffer. */
    void write(ByteBuffer source, long position) throws IOException;

    /** Makes what was written durable. */
    void force() throws IOException;

    /** Cuts the file; durable after the next force. */
    void truncate(long length) throws IOException;
}
