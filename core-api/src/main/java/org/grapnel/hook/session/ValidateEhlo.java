package org.grapnel.hook.session;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides about the name in EHLO or HELO.
 *
 * <p>WHEN: each EHLO and HELO whose syntax is right, before its reply. A client says it again after STARTTLS (RFC 3207
 * 4.2).
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; reject or defer = that reply, and the client must say EHLO again. The name is
 * as the client said it: a domain, an address literal, or nonsense.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: 451 4.3.0, the client tries again later.
 *
 * <p>EXAMPLE: {@code (session, name, context) -> name.equals(ourName) ? Verdict.reject(550, "5.7.1", "that is my
 * name") : Verdict.CONTINUE}
 */
@Hook(
        name = "validate_ehlo",
        kind = HookKind.VERDICT,
        thread = HookThread.SESSION,
        when = "each EHLO, HELO",
        byDefault = "the name is taken as it is")
@ConsumerType
@FunctionalInterface
public interface ValidateEhlo {
    HookPoint.Of3<ValidateEhlo, Session, String, ValidationContext, Verdict.OfStep> POINT =
            HookPoint.verdict(ValidateEhlo.class, ValidateEhlo::validateEhlo, Verdict.FAULT);

    Verdict.OfStep validateEhlo(Session session, String name, ValidationContext context);
}
