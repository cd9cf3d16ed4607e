package org.grapnel.hook.session;

/** What is spoken on an inbound connection. */
public enum Protocol {
    /** RFC 5321: one reply to the data, for all recipients. */
    SMTP,
    /** RFC 2033: a reply to the data for each recipient. */
    LMTP
}
