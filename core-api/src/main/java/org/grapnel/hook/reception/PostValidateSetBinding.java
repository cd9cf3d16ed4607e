package org.grapnel.hook.reception;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a Message was given another Binding.
 *
 * <p>WHEN: after a Message's binding was set, only when it really changed.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code message -> metrics.count("bound", message.binding())}
 */
@Hook(
        name = "post_validate_set_binding",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "after a Message's binding was set, only when it really changed",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PostValidateSetBinding {
    HookPoint.Of1<PostValidateSetBinding, Message, Void> POINT =
            HookPoint.observe(PostValidateSetBinding.class, PostValidateSetBinding::postValidateSetBinding);

    void postValidateSetBinding(Message message);
}
