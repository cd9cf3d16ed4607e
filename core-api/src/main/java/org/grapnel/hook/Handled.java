package org.grapnel.hook;

/** The answer of FIRST points where a handler can only say: done, the engine leaves its own way out. No answer is {@code Optional.empty()}. */
public enum Handled {
    HANDLED
}
