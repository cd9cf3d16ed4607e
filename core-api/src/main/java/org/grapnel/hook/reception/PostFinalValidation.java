package org.grapnel.hook.reception;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.EditableMessage;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The very last step before the spool, for seals over all that was written before.
 *
 * <p>WHEN: after final validation was passed and the trace field was written, immediately before the spool; nothing
 * changes the Message after the last handler here.
 *
 * <p>ANSWER: none; the Message may be changed, it can't be refused any more.
 *
 * <p>THREADS: the thread that takes the mail in; many at once.
 *
 * <p>FAILURE: skipped: the Message goes to the spool without that handler's seal.
 *
 * <p>EXAMPLE: {@code (message, session, context) -> message.content().headers().prepend("ARC-Seal",
 * arc.seal(message))}
 */
@Hook(
        name = "post_final_validation",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "the very last step before the spool (sealing)",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PostFinalValidation {
    HookPoint.Of3<PostFinalValidation, EditableMessage, Optional<Session>, ValidationContext, Void> POINT =
            HookPoint.observe(PostFinalValidation.class, PostFinalValidation::postFinalValidation);

    void postFinalValidation(EditableMessage message, Optional<Session> session, ValidationContext context);
}
