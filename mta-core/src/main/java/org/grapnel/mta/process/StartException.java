package org.grapnel.mta.process;

import org.jspecify.annotations.Nullable;

/** The engine can't start; the message is one line for the operator. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
