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
 * Decides about a mail for one of its recipients, and may change it for that one.
 *
 * <p>WHEN: after bifurcation, once for each recipient, before binding and final validation. The Message shows just
 * that recipient.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; discard = accepted and not delivered to this recipient; defer = the whole mail
 * is put off with that reply, as SMTP has one reply for all recipients; reject = the reply to the mail when every
 * recipient is rejected, else this recipient fails and the sender gets a DSN. Changes to the Message hold for this
 * recipient alone. The session is empty for injected mail.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: 451 4.3.0, the client tries again later.
 *
 * <p>EXAMPLE: {@code (message, session, context) -> { message.content().headers().append("X-Scanned-For",
 * message.recipients().get(0).toString()); return Verdict.CONTINUE; }}
 */
@Hook(
        name = "validate_data_spool_each_rcpt",
        kind = HookKind.VERDICT,
        thread = HookThread.SESSION,
        when = "once for each resulting recipient, body readable and writable",
        byDefault = "the recipient gets the mail")
@ConsumerType
@FunctionalInterface
public interface ValidateDataSpoolEachRcpt {
    HookPoint.Of3<ValidateDataSpoolEachRcpt, EditableMessage, Optional<Session>, ValidationContext, Verdict.OfDelivery>
            POINT = HookPoint.verdict(
                    ValidateDataSpoolEachRcpt.class,
                    ValidateDataSpoolEachRcpt::validateDataSpoolEachRcpt,
                    Verdict.FAULT);

    Verdict.OfDelivery validateDataSpoolEachRcpt(
            EditableMessage message, Optional<Session> session, ValidationContext context);
}
