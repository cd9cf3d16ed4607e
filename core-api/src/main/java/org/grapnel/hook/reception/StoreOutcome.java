package org.grapnel.hook.reception;

/** What became of a reception that a handler wrote in the spool's place. */
public enum StoreOutcome {
    /** All Messages are on stable storage; the client gets its 250. */
    STORED,
    /** None is; the client gets 451 and keeps the mail. */
    FAILED
}
