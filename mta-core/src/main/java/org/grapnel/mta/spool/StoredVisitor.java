package org.grapnel.mta.spool;

/** Sees the messages of a spool, from several threads at once. */
@FunctionalInterface
public interface StoredVisitor {
    /** One message: its id, the size of its body in bytes, its metadata (owned by the visitor). */
    void message(long id, long bodySize, byte[] metadata);
}
