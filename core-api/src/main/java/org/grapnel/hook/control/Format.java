package org.grapnel.hook.control;

/**
 * How a caller wants to see answers.
 *
 * @param json for machines: each answer as one JSON value on a line; else for people
 * @param width columns of the caller's terminal; tables for people fit into it, from 40 columns on
 * @param color whether the terminal shows colours
 */
public record Format(boolean json, int width, boolean color) {
    /** For people, where no terminal is known. */
    public static final Format PLAIN = new Format(false, 120, false);

    /** For machines. */
    public static final Format JSON = new Format(true, 120, false);

    public Format {
        width = Math.max(40, Math.min(width, 1_000));
    }
}
