package org.grapnel.config.files;

/** Names a key, what is wrong with it and how to mend it. */
final class BadValueException extends Exception {
    private static final long serialVersionUID = 1;

    BadValueException(String message) {
        super(message);
    }
}
