package org.grapnel.hook.reception;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides about a sender.
 *
 * <p>WHEN: each MAIL whose syntax and parameters are right, before its reply.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; reject or defer = that reply, no transaction begins.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: 451 4.3.0, the client tries again later.
 *
 * <p>EXAMPLE: {@code (transaction, sender, context) -> resolvable(sender.address().domain()) ? Verdict.CONTINUE :
 * Verdict.reject(550, "5.1.8", "sender's domain does not exist")}
 */
@Hook(
        name = "validate_mailfrom",
        kind = HookKind.VERDICT,
        thread = HookThread.SESSION,
        when = "each MAIL",
        byDefault = "the sender is accepted with 250 2.1.0")
@ConsumerType
@FunctionalInterface
public interface ValidateMailfrom {
    HookPoint.Of3<ValidateMailfrom, Transaction, Sender, ValidationContext, Verdict.OfStep> POINT =
            HookPoint.verdict(ValidateMailfrom.class, ValidateMailfrom::validateMailfrom, Verdict.FAULT);

    Verdict.OfStep validateMailfrom(Transaction transaction, Sender sender, ValidationContext context);
}
