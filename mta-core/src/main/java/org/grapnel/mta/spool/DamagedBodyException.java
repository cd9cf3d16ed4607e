package org.grapnel.mta.spool;

import java.io.IOException;

/** What was read of a body does not match its checksum, or is not there any more: reading it again will not help. */
public final class DamagedBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedBodyException(String message) {
        super(message);
    }
}
