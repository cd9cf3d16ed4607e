package org.grapnel.hook.deliver;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.connect.Delivery;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes the ESMTP parameters of RCPT.
 *
 * <p>WHEN: before each RCPT is sent; {@code delivery.recipient()} says for whom.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; fail = a transient failure of the Message.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: a transient failure of the Message.
 *
 * <p>EXAMPLE: {@code (delivery, arguments) -> { arguments.set("NOTIFY", "NEVER"); return Verdict.CONTINUE; }}
 */
@Hook(
        name = "smtp_client_rcptto_args",
        kind = HookKind.VERDICT,
        thread = HookThread.DELIVERY,
        when = "before each RCPT TO",
        byDefault = "NOTIFY and ORCPT as the message and the server have them")
@ConsumerType
@FunctionalInterface
public interface SmtpClientRcpttoArgs {
    HookPoint.Of2<SmtpClientRcpttoArgs, Delivery, EditableArguments, Verdict.OfOperation> POINT = HookPoint.verdict(
            SmtpClientRcpttoArgs.class,
            SmtpClientRcpttoArgs::smtpClientRcpttoArgs,
            Verdict.fail("an argument handler failed"));

    Verdict.OfOperation smtpClientRcpttoArgs(Delivery delivery, EditableArguments arguments);
}
