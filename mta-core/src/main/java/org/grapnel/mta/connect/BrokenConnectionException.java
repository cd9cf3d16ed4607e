package org.grapnel.mta.connect;

import java.io.IOException;

/** The connection is of no more use; the kind says why, the message says the rest in one line. */
public final class BrokenConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why the connection broke. */
    public enum Kind {
        /** A step passed its total time limit. */
        TIMEOUT("4.4.2"),
        /** The server closed the connection. */
        CLOSED("4.4.2"),
        /** Reset, unreachable or another fault of the network. */
        NETWORK("4.4.2"),
        /** What came is no reply, or a reply that can't stand here, or too long a one. */
        PROTOCOL("4.5.0"),
        /** The TLS handshake or a TLS record failed. */
        TLS("4.7.5"),
        /** A listener ended the attempt at a point where the dialogue can't go on. */
        ENDED("4.3.0");

        private final String enhanced;

        Kind(String enhanced) {
            this.enhanced = enhanced;
        }

        String enhanced() {
            return enhanced;
        }
    }

    private final Kind kind;

    BrokenConnectionException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    BrokenConnectionException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
