package org.grapnel.mta.spool;

/**
 * One message of a {@link Spool#store store}.
 *
 * @param id chosen by the caller; positive, and unique among the messages present
 * @param metadata opaque to the spool; at most {@link Spool#MAX_METADATA} bytes; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record Entry(long id, byte[] metadata) {}
