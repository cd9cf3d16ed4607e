package org.grapnel.hook.dns;

/** How a query ended (RFC 1035 4.1.1, RFC 2308). */
public enum DnsStatus {
    OK,
    /** The name exists, without records of this type. */
    NO_DATA,
    /** NXDOMAIN: the name does not exist. */
    NO_SUCH_DOMAIN,
    /** SERVFAIL, REFUSED and other error codes. */
    SERVER_FAILURE,
    /** The answer can't be read. */
    MALFORMED,
    /** No answer in time. */
    TIME_OUT;

    /** True when asking again may help: the attempt fails for now, not for good. */
    public boolean isTransient() {
        return this == SERVER_FAILURE || this == MALFORMED || this == TIME_OUT;
    }
}
