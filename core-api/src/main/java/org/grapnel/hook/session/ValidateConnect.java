package org.grapnel.hook.session;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides about a new connection before it is greeted.
 *
 * <p>WHEN: before the banner, on a listener with TLS from the start after the handshake.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; accept = greeted, later handlers are not asked; reject or defer = the reply
 * stands in the banner's place (554 or 421, RFC 5321 3.1) and the client is served QUIT only.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: 421 4.3.0 in place of the banner.
 *
 * <p>EXAMPLE: {@code (session, context) -> listed(session.remoteAddress()) ? Verdict.reject(554, "5.7.1", "listed") :
 * Verdict.CONTINUE}
 */
@Hook(
        name = "validate_connect",
        kind = HookKind.VERDICT,
        thread = HookThread.SESSION,
        when = "before the banner; a refused client is served QUIT only",
        byDefault = "the connection is greeted with 220")
@ConsumerType
@FunctionalInterface
public interface ValidateConnect {
    HookPoint.Of2<ValidateConnect, Session, ValidationContext, Verdict.OfConnection> POINT =
            HookPoint.verdict(ValidateConnect.class, ValidateConnect::validateConnect, Verdict.UNAVAILABLE);

    Verdict.OfConnection validateConnect(Session session, ValidationContext context);
}
