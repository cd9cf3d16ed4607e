package org.grapnel.hook.connect;

/** Why a connection did not come about. */
public enum ConnectionFailure {
    /** The exchangers could not be found out. */
    NO_MX,
    /** The domain says that it takes no mail (RFC 7505). */
    NULL_MX,
    /** No exchanger has an address. */
    NO_ADDRESS,
    /** The address is one that mail must not be sent to: this server itself, or a network that the configuration forbids. */
    PROHIBITED_ADDRESS,
    /** The Binding's local address could not be used. */
    BIND,
    /** The peer refused or reset. */
    CONNECT,
    /** No route, host or network down. */
    NETWORK,
    /** No answer in time. */
    TIME_OUT,
    /** A limit of the configuration, or a veto. */
    LIMIT,
    /** A handler of {@code connection_post_bind} stopped it. */
    ABORTED
}
