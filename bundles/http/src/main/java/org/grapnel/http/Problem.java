package org.grapnel.http;

/** A request that is refused, with its status (RFC 9110 15) and one line that says what and why. */
final class Problem extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    Problem(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
