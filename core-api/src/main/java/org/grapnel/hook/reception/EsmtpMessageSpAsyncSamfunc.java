package org.grapnel.hook.reception;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.session.Transaction;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Splits a mail for several recipients into Messages.
 *
 * <p>WHEN: after the last byte of a mail, when its recipients are split into Messages (bifurcation). Not asked for a
 * mail with one recipient.
 *
 * <p>ANSWER: the groups, each of which becomes one Message. Every recipient of the transaction must stand in exactly
 * one of them, else the answer is logged as an error and counts as no answer.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code transaction -> Optional.of(transaction.recipients().stream().map(r ->
 * RecipientGroup.of(List.of(r))).toList())}
 */
@Hook(
        name = "esmtp_message_sp_async_samfunc",
        kind = HookKind.FIRST,
        thread = HookThread.SESSION,
        when = "when a multi-recipient mail is split into Messages",
        byDefault = "one Message per recipient domain and binding")
@ConsumerType
@FunctionalInterface
public interface EsmtpMessageSpAsyncSamfunc {
    HookPoint.Of1<EsmtpMessageSpAsyncSamfunc, Transaction, Optional<List<RecipientGroup>>> POINT =
            HookPoint.first(EsmtpMessageSpAsyncSamfunc.class, EsmtpMessageSpAsyncSamfunc::esmtpMessageSpAsyncSamfunc);

    Optional<List<RecipientGroup>> esmtpMessageSpAsyncSamfunc(Transaction transaction);
}
