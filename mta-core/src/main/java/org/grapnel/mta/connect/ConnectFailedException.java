package org.grapnel.mta.connect;

import java.io.IOException;

/** No connection came about; the kind says where it failed, the message says the rest in one line. */
public final class ConnectFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Where the attempt failed. */
    public enum Kind {
        /** The local address could not be bound. */
        BIND,
        /** The callback between bind and connect said no. */
        ABORTED,
        /** The destination answered that nobody listens. */
        CONNECT_REFUSED,
        /** The destination did not answer in time. */
        CONNECT_TIMEOUT,
        /** No way to the destination, or another fault of the network. */
        NETWORK
    }

    private final Kind kind;

    ConnectFailedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    ConnectFailedException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
