package org.grapnel.hook;

/** Which thread calls the handlers of a point. Unless said otherwise many such threads call at the same time. */
public enum HookThread {
    /** The one thread that starts and stops the process. */
    LIFECYCLE,
    /** The thread that applies a configuration; one at a time. */
    CONFIGURATION,
    /** The thread of the control client whose command runs. */
    CONTROL,
    /** The thread of the listener that accepts connections; keep it short. */
    ACCEPT,
    /** The thread of the inbound session; calls for one session never overlap. */
    SESSION,
    /** A scheduler thread; calls for one Domain never overlap. */
    SCHEDULER,
    /** The thread that owns the outbound connection; calls for one connection never overlap. */
    DELIVERY,
    /** Whatever thread needs the answer. */
    ANY
}
