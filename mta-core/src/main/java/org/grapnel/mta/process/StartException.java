package org.grapnel.mta.process;

/** The engine can't start; the message is one line for the operator. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
