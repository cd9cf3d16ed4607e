package org.grapnel.hook.session;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides about a socket that was just accepted.
 *
 * <p>WHEN: right after accept(), before the connection is counted and greeted.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; reject or defer = the reply stands in place of the banner and the socket is closed; drop = closed without a word.
 *
 * <p>THREADS: the accept thread; a slow handler keeps other clients waiting.
 *
 * <p>FAILURE: 421 4.3.0 in place of the banner.
 *
 * <p>EXAMPLE: {@code (session, context) -> blocked(session.remoteAddress()) ? new Verdict.Drop() : Verdict.CONTINUE}
 */
@Hook(
        name = "validate_accept",
        kind = HookKind.VERDICT,
        thread = HookThread.ACCEPT,
        when = "right after accept(), before counting and banner",
        byDefault = "the connection goes on to its banner")
@ConsumerType
@FunctionalInterface
public interface ValidateAccept {
    HookPoint.Of2<ValidateAccept, Session, ValidationContext, Verdict.OfSocket> POINT =
            HookPoint.verdict(ValidateAccept.class, ValidateAccept::validateAccept, Verdict.UNAVAILABLE);

    Verdict.OfSocket validateAccept(Session session, ValidationContext context);
}
