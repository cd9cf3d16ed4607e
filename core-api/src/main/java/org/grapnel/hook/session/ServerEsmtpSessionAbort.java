package org.grapnel.hook.session;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a client disappeared.
 *
 * <p>WHEN: when a client closes or loses the connection without QUIT, before {@code dec_inbound_connections}. Not when
 * this server closes it: at a time limit, at another limit, when it shuts down. {@code session.end()} tells
 * {@code dec_inbound_connections} of those.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code session -> drops.count(session.remoteAddress().getAddress())}
 */
@Hook(
        name = "server_esmtp_session_abort",
        kind = HookKind.OBSERVE,
        thread = HookThread.SESSION,
        when = "when a client disappears without QUIT",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface ServerEsmtpSessionAbort {
    HookPoint.Of1<ServerEsmtpSessionAbort, Session, Void> POINT =
            HookPoint.observe(ServerEsmtpSessionAbort.class, ServerEsmtpSessionAbort::serverEsmtpSessionAbort);

    void serverEsmtpSessionAbort(Session session);
}
