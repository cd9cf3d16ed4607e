package org.grapnel.hook.reception;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides about a recipient.
 *
 * <p>WHEN: each RCPT whose syntax and parameters are right, before the relay check and its reply. The recipient is not
 * yet among {@code transaction.recipients()}.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE} = the relay check decides; accept = taken without it; reject or defer = that
 * reply; rewrite = taken under the other address, to which the relay check applies; discard = 250, and nothing is
 * delivered to it.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: 451 4.3.0, the client tries again later.
 *
 * <p>EXAMPLE: {@code (transaction, recipient, context) -> users.contains(recipient.address()) ? new Verdict.Accept() :
 * Verdict.reject(550, "5.1.1", "no such user")}
 */
@Hook(
        name = "validate_rcptto",
        kind = HookKind.VERDICT,
        thread = HookThread.SESSION,
        when = "each RCPT",
        byDefault = "the relay check decides")
@ConsumerType
@FunctionalInterface
public interface ValidateRcptto {
    HookPoint.Of3<ValidateRcptto, Transaction, Recipient, ValidationContext, Verdict.OfRecipient> POINT =
            HookPoint.verdict(ValidateRcptto.class, ValidateRcptto::validateRcptto, Verdict.FAULT);

    Verdict.OfRecipient validateRcptto(Transaction transaction, Recipient recipient, ValidationContext context);
}
