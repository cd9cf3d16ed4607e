package org.grapnel.mta.connect;

/**
 * Sees the bytes of a traced connection, plain text inside TLS. Called on the connection's own thread, right after a read
 * and right before a write; the array is the connection's buffer, to be read during the call only.
 */
public interface WireObserver {
    /** Bytes that came. */
    void read(byte[] bytes, int offset, int length);

    /** Bytes that go. */
    void written(byte[] bytes, int offset, int length);
}
