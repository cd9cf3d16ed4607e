package org.grapnel.hook.spool;

import java.util.Set;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Allows or stops the writing of a Message's metadata.
 *
 * <p>WHEN: just before a Message's metadata is written to the spool: envelope, context, state. The flags say why.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; fail = the write fails: at the reception the client gets 451, at a rewrite the
 * former metadata stays in force.
 *
 * <p>THREADS: the thread that wants the write: of a session, a delivery, a control command; many at once.
 *
 * <p>FAILURE: the write fails: 451 4.3.0 at the reception.
 *
 * <p>EXAMPLE: {@code (message, flags) -> index.put(message.id(), message.context()) ? Verdict.CONTINUE :
 * Verdict.fail("index is full")}
 */
@Hook(
        name = "pre_swap_out_meta",
        kind = HookKind.VERDICT,
        thread = HookThread.ANY,
        when = "just before metadata (envelope, context, state) is written",
        byDefault = "the metadata is written")
@ConsumerType
@FunctionalInterface
public interface PreSwapOutMeta {
    HookPoint.Of2<PreSwapOutMeta, Message, Set<SwapFlag>, Verdict.OfOperation> POINT = HookPoint.verdict(
            PreSwapOutMeta.class, PreSwapOutMeta::preSwapOutMeta, Verdict.fail("a spool handler failed"));

    Verdict.OfOperation preSwapOutMeta(Message message, Set<SwapFlag> flags);
}
