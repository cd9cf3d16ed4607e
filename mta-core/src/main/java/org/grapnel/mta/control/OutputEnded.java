package org.grapnel.mta.control;

/** Nothing more can be shown: the limit is reached, the caller went away, or the line is over. */
final class OutputEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputEnded(String message) {
        super(message);
    }
}
