package org.grapnel.hook.session;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides whether a session goes on after its handshake.
 *
 * <p>WHEN: after each inbound handshake that succeeded, before the next command is read; with TLS from the first byte,
 * before the banner.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; disconnect = the reply (421, by its own wish 5xx) is sent inside TLS and the
 * connection closed.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: 421 4.3.0, and the connection is closed.
 *
 * <p>EXAMPLE: {@code (session, tls) -> tls.peerVerified() ? Verdict.CONTINUE : new Verdict.Disconnect(Reply.of(421,
 * "4.7.0", "certificate needed"))}
 */
@Hook(
        name = "inbound_smtp_tls_post_accept",
        kind = HookKind.VERDICT,
        thread = HookThread.SESSION,
        when = "after an inbound handshake",
        byDefault = "the session goes on")
@ConsumerType
@FunctionalInterface
public interface InboundSmtpTlsPostAccept {
    HookPoint.Of2<InboundSmtpTlsPostAccept, Session, TlsState, Verdict.OfSession> POINT = HookPoint.verdict(
            InboundSmtpTlsPostAccept.class,
            InboundSmtpTlsPostAccept::inboundSmtpTlsPostAccept,
            new Verdict.Disconnect(Verdict.UNAVAILABLE.reply()));

    Verdict.OfSession inboundSmtpTlsPostAccept(Session session, TlsState tls);
}
