package org.grapnel.deployer;

/** Options that can't be used; the message names each of them, in one line. */
final class OptionException extends Exception {
    private static final long serialVersionUID = 1;

    OptionException(String message) {
        super(message.replaceAll("\\p{Cntrl}+", " "));
    }
}
