package org.grapnel.mta.config;

/** What happens to bare LF, bare CR and NUL in the text of a mail that comes in (RFC 5321 2.3.8, RFC 5322 4). */
public enum LineEnds {
    /** The mail is refused. */
    REFUSE,
    /** A bare LF or CR becomes CRLF, a NUL is left out. Never decides where the data ends. */
    REPAIR
}
