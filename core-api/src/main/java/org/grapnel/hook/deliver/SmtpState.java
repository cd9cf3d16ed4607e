package org.grapnel.hook.deliver;

/** Where an outbound dialogue stands: the state that it enters when the awaited reply is the expected one. */
public enum SmtpState {
    /** EHLO, LHLO or HELO is sent next. */
    EHLO,
    STARTTLS,
    /** The TLS handshake. */
    HANDSHAKE,
    XCLIENT,
    MAIL,
    RCPT,
    /** DATA, or the first BDAT. */
    DATA,
    /** The content. */
    BODY,
    /** The transaction is over; the connection is free for the next. */
    IDLE,
    RSET,
    QUIT,
    CLOSED
}
