package org.grapnel.hook;

/** The one answer of a FIRST point whose handler did the work itself. */
public enum Handled {
    HANDLED
}
