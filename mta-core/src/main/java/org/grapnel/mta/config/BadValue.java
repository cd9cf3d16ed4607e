package org.grapnel.mta.config;

/** What is wrong with one value, and how to mend it. Both are half sentences; the message is {@code PROBLEM; MEND}. */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1;

    BadValue(String problem, String mend) {
        super(problem + "; " + mend, null, false, false);
    }
}
