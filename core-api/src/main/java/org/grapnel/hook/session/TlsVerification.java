package org.grapnel.hook.session;

/** What the peer's certificate must show. */
public enum TlsVerification {
    /** Nothing: encryption without knowing the peer. */
    NONE,
    /** A chain to one of the trust anchors. */
    CA,
    /** A chain to one of the trust anchors, and the name that was connected to (RFC 6125). */
    CA_AND_HOST
}
