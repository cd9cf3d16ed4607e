package org.grapnel.hook.session;

/** Whether a TLS server asks its client for a certificate. */
public enum ClientCertificate {
    /** Not asked for. */
    NONE,
    /** Asked for; a client without one goes on. */
    REQUESTED,
    /** Asked for; a client without one gets 554 to every command but QUIT, and the handshake fails with one that is not trusted. */
    REQUIRED
}
