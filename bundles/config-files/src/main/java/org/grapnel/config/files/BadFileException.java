package org.grapnel.config.files;

/** A file that can't be taken over; the message names it, the place in it and the mend, in one line. */
final class BadFileException extends Exception {
    private static final long serialVersionUID = 1;

    BadFileException(String message) {
        super(message.replaceAll("\\p{Cntrl}+", " "));
    }
}
