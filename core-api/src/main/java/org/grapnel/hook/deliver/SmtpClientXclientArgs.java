package org.grapnel.hook.deliver;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.connect.Delivery;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Fills in the attributes of XCLIENT.
 *
 * <p>WHEN: before XCLIENT is sent, where the server offers it and the configuration has it used. Without attributes
 * nothing is sent.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; fail = a transient failure of the Message.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: a transient failure of the Message.
 *
 * <p>EXAMPLE: {@code (delivery, arguments) -> { arguments.set("NAME", "client.example.net"); return Verdict.CONTINUE;
 * }}
 */
@Hook(
        name = "smtp_client_xclient_args",
        kind = HookKind.VERDICT,
        thread = HookThread.DELIVERY,
        when = "before XCLIENT",
        byDefault = "the configured attributes")
@ConsumerType
@FunctionalInterface
public interface SmtpClientXclientArgs {
    HookPoint.Of2<SmtpClientXclientArgs, Delivery, EditableArguments, Verdict.OfOperation> POINT = HookPoint.verdict(
            SmtpClientXclientArgs.class,
            SmtpClientXclientArgs::smtpClientXclientArgs,
            Verdict.fail("an argument handler failed"));

    Verdict.OfOperation smtpClientXclientArgs(Delivery delivery, EditableArguments arguments);
}
