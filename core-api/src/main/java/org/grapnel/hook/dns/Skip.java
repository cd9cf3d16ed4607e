package org.grapnel.hook.dns;

/** The answer of a handler that has dealt with an answer itself: the engine leaves its processing out. */
public enum Skip {
    SKIP
}
