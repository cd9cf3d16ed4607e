package org.grapnel.hook.bounce;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a DSN was made.
 *
 * <p>WHEN: after the DSN was made, before it is queued.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (original, dsn, action) -> ledger.link(original.id(), dsn.id())}
 */
@Hook(
        name = "post_generate_rfc3464_message",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "after the DSN was made, before it is queued",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PostGenerateRfc3464Message {
    HookPoint.Of3<PostGenerateRfc3464Message, Message, Message, DsnAction, Void> POINT =
            HookPoint.observe(PostGenerateRfc3464Message.class, PostGenerateRfc3464Message::postGenerateRfc3464Message);

    void postGenerateRfc3464Message(Message original, Message dsn, DsnAction action);
}
