package org.grapnel.mta.control;

/** How a command ended that did not end well: what its caller is told, and the exit status of the line. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    Failure(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
