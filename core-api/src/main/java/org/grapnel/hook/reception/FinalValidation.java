package org.grapnel.hook.reception;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.EditableMessage;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The last policy step before the spool: accept, refuse, or sign.
 *
 * <p>WHEN: the last policy step of each Message on every path: SMTP, the injection API, mail made inside. Binding and
 * recipients are settled, the trace header is still to be written.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; reject or defer = the client's reply (RFC 5321 4.2.5), for injected mail the
 * API's error; mail made inside is not sent, and an error is logged. The session is empty on the other paths.
 *
 * <p>THREADS: the thread that takes the mail in: the session's, or that of the injection; many at once.
 *
 * <p>FAILURE: 451 4.3.0, the client tries again later; mail made inside is not sent, and an error is logged.
 *
 * <p>EXAMPLE: {@code (message, session, context) -> { message.content().headers().prepend("DKIM-Signature",
 * signer.sign(message)); return Verdict.CONTINUE; }}
 */
@Hook(
        name = "final_validation",
        kind = HookKind.VERDICT,
        thread = HookThread.ANY,
        when = "last policy step on every injection path (SMTP, HTTP, generated); the place for signing",
        byDefault = "the Message goes to the spool")
@ConsumerType
@FunctionalInterface
public interface FinalValidation {
    HookPoint.Of3<FinalValidation, EditableMessage, Optional<Session>, ValidationContext, Verdict.OfStep> POINT =
            HookPoint.verdict(FinalValidation.class, FinalValidation::finalValidation, Verdict.FAULT);

    Verdict.OfStep finalValidation(EditableMessage message, Optional<Session> session, ValidationContext context);
}
