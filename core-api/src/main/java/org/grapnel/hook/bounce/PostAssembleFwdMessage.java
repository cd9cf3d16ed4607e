package org.grapnel.hook.bounce;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a forward was assembled.
 *
 * <p>WHEN: after a forward was assembled from a Message by an alias or a redirect, before it is queued.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (original, forwarded) -> ledger.link(original.id(), forwarded.id())}
 */
@Hook(
        name = "post_assemble_fwd_message",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "after a forward (alias or redirect) was assembled",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PostAssembleFwdMessage {
    HookPoint.Of2<PostAssembleFwdMessage, Message, Message, Void> POINT =
            HookPoint.observe(PostAssembleFwdMessage.class, PostAssembleFwdMessage::postAssembleFwdMessage);

    void postAssembleFwdMessage(Message original, Message forwarded);
}
