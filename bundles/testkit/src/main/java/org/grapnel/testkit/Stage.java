package org.grapnel.testkit;

/** Where a receiver's rule can step in. */
public enum Stage {
    /** Before the banner; the argument is the client's address. */
    CONNECT,
    /** EHLO, HELO or LHLO; the argument is the name given. */
    EHLO,
    STARTTLS,
    /** The argument is the reverse-path without brackets. */
    MAIL,
    /** The argument is the forward-path without brackets. */
    RCPT,
    /** Before the 354, or at each BDAT; the argument is the reverse-path. */
    DATA,
    /** After the final dot or BDAT LAST; the argument is the reverse-path (LMTP: the recipient the reply is for). */
    END,
    /** RSET and NOOP; the argument is the verb. */
    IDLE,
    QUIT,
    /** Any other verb; the argument is the whole line. */
    OTHER
}
