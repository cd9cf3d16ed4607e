package org.grapnel.hook.session;

/** How an AUTH exchange ended (RFC 4954 6). */
public enum AuthOutcome {
    /** 235. */
    PASS,
    /** 535: the credentials are wrong. */
    FAIL,
    /** Any other end: cancelled, malformed, or the credentials could not be checked. */
    ERROR
}
