package org.grapnel.hook.reception;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides about a whole mail, with its content at hand.
 *
 * <p>WHEN: once per mail, after its last byte and before it is split into Messages. {@code transaction.content()} is
 * there and may be changed, for all recipients.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; reject or defer = the reply to the data; discard = 250, nothing is delivered;
 * quarantine = 250, the Messages are held until an operator decides.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: 451 4.3.0, the client tries again later.
 *
 * <p>EXAMPLE: {@code (transaction, context) -> scanner.infected(transaction.content().orElseThrow()) ?
 * Verdict.reject(554, "5.7.1", "virus found") : Verdict.CONTINUE}
 */
@Hook(
        name = "validate_data_spool",
        kind = HookKind.VERDICT,
        thread = HookThread.SESSION,
        when = "once per mail, with its body, before the per-recipient step",
        byDefault = "the mail goes on to the per-recipient step")
@ConsumerType
@FunctionalInterface
public interface ValidateDataSpool {
    HookPoint.Of2<ValidateDataSpool, Transaction, ValidationContext, Verdict.OfMail> POINT =
            HookPoint.verdict(ValidateDataSpool.class, ValidateDataSpool::validateDataSpool, Verdict.FAULT);

    Verdict.OfMail validateDataSpool(Transaction transaction, ValidationContext context);
}
