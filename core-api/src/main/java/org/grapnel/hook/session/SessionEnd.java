package org.grapnel.hook.session;

/** Why an inbound session ended. */
public enum SessionEnd {
    /** The client said QUIT. */
    QUIT,
    /** The client closed or lost the connection without QUIT. */
    CLIENT_LEFT,
    /** The client kept a step, its replies or the whole session waiting for too long. */
    TIMED_OUT,
    /** The client passed a limit: errors, commands that bring no mail forward, mails on one session, connections. */
    OVER_LIMIT,
    /** A handler or the engine refused the connection, or a handler ended the session. */
    REFUSED,
    /** This server shuts down. */
    SHUTDOWN,
    /** A fault of this server. */
    FAULT
}
