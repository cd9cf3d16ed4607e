package org.grapnel.hook;

/** The answer of a handler that did the engine's work itself, where there is nothing more to say. */
public enum Handled {
    HANDLED
}
