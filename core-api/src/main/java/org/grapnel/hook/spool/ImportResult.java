package org.grapnel.hook.spool;

/** What became of one Message of another node's spool. */
public enum ImportResult {
    /** It is durable in this spool and in its queue. */
    SUCCESS,
    /** Its record can't be read: torn, or its check sum is wrong. */
    READ_FAILURE,
    /** Its record was read, its metadata makes no sense. */
    METADATA_FAILURE,
    /** This spool did not take it; it stays where it was. */
    WRITE_FAILURE
}
