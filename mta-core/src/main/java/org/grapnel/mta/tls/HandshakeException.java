package org.grapnel.mta.tls;

import java.io.IOException;

/** A handshake that came to nothing: the connection is of no more use, in plain text neither. */
public final class HandshakeException extends IOException {
    private static final long serialVersionUID = 1;

    public HandshakeException(String reason) {
        super("TLS handshake failed: " + reason.replaceAll("\\p{Cntrl}", "?"));
    }

    HandshakeException(IOException cause) {
        super("TLS handshake failed: " + String.valueOf(cause.getMessage()).replaceAll("\\p{Cntrl}", "?"), cause);
    }
}
