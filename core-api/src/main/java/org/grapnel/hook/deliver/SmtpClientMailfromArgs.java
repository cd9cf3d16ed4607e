package org.grapnel.hook.deliver;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.connect.Delivery;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes the ESMTP parameters of MAIL.
 *
 * <p>WHEN: before MAIL is sent, with the parameters that the server's extensions allow already there.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; fail = a transient failure of the Message.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: a transient failure of the Message.
 *
 * <p>EXAMPLE: {@code (delivery, arguments) -> { arguments.remove("SIZE"); return Verdict.CONTINUE; }}
 */
@Hook(
        name = "smtp_client_mailfrom_args",
        kind = HookKind.VERDICT,
        thread = HookThread.DELIVERY,
        when = "before MAIL FROM",
        byDefault = "SIZE, BODY, SMTPUTF8, RET, ENVID as the message and the server have them")
@ConsumerType
@FunctionalInterface
public interface SmtpClientMailfromArgs {
    HookPoint.Of2<SmtpClientMailfromArgs, Delivery, EditableArguments, Verdict.OfOperation> POINT = HookPoint.verdict(
            SmtpClientMailfromArgs.class,
            SmtpClientMailfromArgs::smtpClientMailfromArgs,
            Verdict.fail("an argument handler failed"));

    Verdict.OfOperation smtpClientMailfromArgs(Delivery delivery, EditableArguments arguments);
}
