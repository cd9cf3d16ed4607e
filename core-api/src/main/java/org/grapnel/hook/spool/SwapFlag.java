package org.grapnel.hook.spool;

/** Why a Message's metadata is written or read. */
public enum SwapFlag {
    /** The first write, together with the body: a client waits for its 250. */
    RECEPTION,
    /** A rewrite after an attempt: attempts, next attempt, recipients left. */
    ATTEMPT,
    /** A rewrite because an operator changed something. */
    CONTROL,
    /** Read at start-up. */
    START,
    /** Read from, or written for, another node's spool. */
    IMPORT,
    /** Read because the Message was paged out and is needed. */
    PAGE_IN
}
