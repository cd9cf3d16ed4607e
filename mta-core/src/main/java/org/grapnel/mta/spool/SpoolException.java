package org.grapnel.mta.spool;

/** A change or a read that the spool could not do; its message is one line that names the thing, the place and the reason. */
public final class SpoolException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong, for the reply to the client and for the mend. */
    public enum Kind {
        /** No space, or less than the reserve: 452 4.3.1. */
        FULL,
        /** The medium refuses writes: 451 4.3.0. */
        READ_ONLY,
        /** Any other fault of the medium: 451 4.3.0. */
        FAILED,
        /** No message of that id. */
        NO_SUCH_MESSAGE,
        /** A message of that id is present. */
        DUPLICATE_MESSAGE,
        /** Metadata or unit beyond its bound. */
        TOO_LARGE,
        /** The body handed over could not be read, or was not of the size that it said. */
        UNREADABLE_BODY,
        /** What was read does not match its checksum. */
        DAMAGED,
        /** The directory is in use, or of a format that this version doesn't know. */
        UNUSABLE,
        /** The spool is closed. */
        CLOSED
    }

    private final Kind kind;

    public SpoolException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public SpoolException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
