package org.grapnel.hook.log;

/** At what step of an inbound session something was refused. */
public enum RejectionPhase {
    ACCEPT,
    CONNECT,
    EHLO,
    TLS,
    AUTH,
    MAIL,
    RCPT,
    /** DATA or BDAT, before the content. */
    DATA,
    /** After the content, for the whole mail. */
    CONTENT,
    /** After the content, for one recipient. */
    EACH_RECIPIENT,
    /** The last policy step. */
    FINAL,
    /** The spool could not take it. */
    SPOOL,
    /** Anything else: an unknown or misplaced command, a limit, a time-out. */
    COMMAND
}
