package org.grapnel.mta.spool;

/** What becomes of a message that is present, as a part of a {@link Spool#store(java.util.List, java.util.List) store}. */
public sealed interface Change {
    long id();

    /**
     * The message goes on with other metadata.
     *
     * @param metadata at most {@link Spool#MAX_METADATA} bytes; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    record Update(long id, byte[] metadata) implements Change {}

    /** The message ends. */
    record Remove(long id) implements Change {}
}
