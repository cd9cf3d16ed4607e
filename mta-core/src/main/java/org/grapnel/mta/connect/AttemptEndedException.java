package org.grapnel.mta.connect;

/** A listener or the body's source ended the attempt; the dialogue itself may be in order. Stays in this package. */
final class AttemptEndedException extends Exception {
    private static final long serialVersionUID = 1L;

    AttemptEndedException(String reason) {
        super(reason);
    }

    AttemptEndedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
