package org.grapnel.hook.session;

/** The side of a connection that this server is. */
public enum TlsRole {
    /** It connected: outbound. */
    CLIENT,
    /** It was connected to: inbound. */
    SERVER
}
