package org.grapnel.hook.session;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Judges a client's credentials in place of the engine.
 *
 * <p>WHEN: at the end of an AUTH exchange (RFC 4954 4), before credentials are checked. The credentials stand on the
 * session under {@link Credentials#KEY}, mechanism and user also in {@code context.connection()} as {@code auth_name}
 * and {@code auth_user}. AUTH is not permitted during a mail transaction, so the transaction is empty unless the
 * credentials come from elsewhere (injection).
 *
 * <p>ANSWER: SUCCEED = 235, the session is authenticated as that user; FAIL = 535 5.7.8; a reply set in the context
 * stands in its place. No answer = the engine checks.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (session, transaction, context) -> session.attachment(Credentials.KEY).map(c ->
 * directory.knows(c) ? AuthDecision.SUCCEED : AuthDecision.FAIL)}
 */
@Hook(
        name = "pre_esmtp_auth",
        kind = HookKind.FIRST,
        thread = HookThread.SESSION,
        when = "at the end of an AUTH exchange, before credentials are checked",
        byDefault = "the engine checks the credentials against its configured users")
@ConsumerType
@FunctionalInterface
public interface PreEsmtpAuth {
    HookPoint.Of3<PreEsmtpAuth, Session, Optional<Transaction>, ValidationContext, Optional<AuthDecision>> POINT =
            HookPoint.first(PreEsmtpAuth.class, PreEsmtpAuth::preEsmtpAuth);

    Optional<AuthDecision> preEsmtpAuth(Session session, Optional<Transaction> transaction, ValidationContext context);
}
