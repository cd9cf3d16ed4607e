package org.grapnel.hook;

/** How long an attachment lives. */
public enum Scope {
    /** As long as the inbound connection. */
    SESSION,
    /** As long as the mail transaction on it. */
    TRANSACTION,
    /** As long as the message is in this process; what must survive a restart belongs in the message's context. */
    MESSAGE,
    /** As long as the delivery attempt. */
    DELIVERY
}
