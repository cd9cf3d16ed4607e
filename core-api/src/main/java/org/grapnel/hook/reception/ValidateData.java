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
 * Decides whether the data of a mail is taken at all.
 *
 * <p>WHEN: DATA before its 354, or the first BDAT of a mail before its chunk counts, with at least one accepted
 * recipient.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; reject or defer = that reply; a BDAT chunk is read and thrown away (RFC 3030
 * 2).
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: 451 4.3.0, the client tries again later.
 *
 * <p>EXAMPLE: {@code (transaction, context) -> transaction.recipients().size() > 50 &&
 * transaction.sender().isNullSender() ? Verdict.reject(550, "5.7.1", "bounces have one recipient") : Verdict.CONTINUE}
 */
@Hook(
        name = "validate_data",
        kind = HookKind.VERDICT,
        thread = HookThread.SESSION,
        when = "DATA or first BDAT, before 354",
        byDefault = "354, and the data is read")
@ConsumerType
@FunctionalInterface
public interface ValidateData {
    HookPoint.Of2<ValidateData, Transaction, ValidationContext, Verdict.OfStep> POINT =
            HookPoint.verdict(ValidateData.class, ValidateData::validateData, Verdict.FAULT);

    Verdict.OfStep validateData(Transaction transaction, ValidationContext context);
}
