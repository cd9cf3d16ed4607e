package org.grapnel.mta.config;

/** What is wrong with one value, and how to mend it. Both are half sentences; the message is {@code PROBLEM; MEND}. */
public final class BadValue extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 300;

    public BadValue(String problem, String mend) {
        super(shown(problem) + "; " + mend, null, false, false);
    }

    /** Fit for one line of a log: no control characters, and not without end. */
    static String shown(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
