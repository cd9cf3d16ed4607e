package org.grapnel.hook.bounce;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a notice of delay was made.
 *
 * <p>WHEN: after the notice of delay was made, before it is queued.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (original, notice) -> ledger.link(original.id(), notice.id())}
 */
@Hook(
        name = "post_generate_soft_bounce_message",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "after the notice of delay was made, before it is queued",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PostGenerateSoftBounceMessage {
    HookPoint.Of2<PostGenerateSoftBounceMessage, Message, Message, Void> POINT = HookPoint.observe(
            PostGenerateSoftBounceMessage.class, PostGenerateSoftBounceMessage::postGenerateSoftBounceMessage);

    void postGenerateSoftBounceMessage(Message original, Message notice);
}
