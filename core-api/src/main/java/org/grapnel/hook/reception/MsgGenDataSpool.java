package org.grapnel.hook.reception;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.EditableMessage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides about a mail that was made inside.
 *
 * <p>WHEN: when a mail did not come by SMTP: it was submitted to the injection API, or is a DSN, a notice or a forward
 * of this server; before its binding and final validation.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; reject = it is not sent: the injection is answered with the reply, for a DSN or
 * a forward an error is logged. The Message may be changed.
 *
 * <p>THREADS: the thread that makes the mail; many at once.
 *
 * <p>FAILURE: rejected with 554 5.3.0: a mail that policy could not see is not sent.
 *
 * <p>EXAMPLE: {@code message -> { message.content().headers().replace("Auto-Submitted", "auto-generated"); return
 * Verdict.CONTINUE; }}
 */
@Hook(
        name = "msg_gen_data_spool",
        kind = HookKind.VERDICT,
        thread = HookThread.ANY,
        when = "a mail made inside (injection API, DSN, forward), before it is spooled",
        byDefault = "the mail goes on")
@ConsumerType
@FunctionalInterface
public interface MsgGenDataSpool {
    HookPoint.Of1<MsgGenDataSpool, EditableMessage, Verdict.OfGenerated> POINT = HookPoint.verdict(
            MsgGenDataSpool.class,
            MsgGenDataSpool::msgGenDataSpool,
            Verdict.reject(554, "5.3.0", "a policy handler failed"));

    Verdict.OfGenerated msgGenDataSpool(EditableMessage message);
}
