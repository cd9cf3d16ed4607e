package org.grapnel.hook.deliver;

/** Whether a delivery uses TLS (RFC 3207). */
public enum TlsPolicy {
    NEVER,
    /** When the server offers STARTTLS; a failed handshake falls back to plain text on a new connection. */
    IF_OFFERED,
    /** Always; without it the attempt fails for now. */
    REQUIRED
}
