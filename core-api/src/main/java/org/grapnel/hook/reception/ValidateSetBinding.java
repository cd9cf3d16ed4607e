package org.grapnel.hook.reception;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.EditableMessage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses the Binding that a Message leaves through.
 *
 * <p>WHEN: when a Message needs its Binding, after the per-recipient step and before final validation; on every path
 * into the queue.
 *
 * <p>ANSWER: a Binding, or a group from which one is then chosen; a name that is not configured is logged as an error
 * and counts as no answer.
 *
 * <p>THREADS: the thread that takes the mail in; many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code message -> message.context().containsKey("campaign") ? Optional.of(BindingChoice.group("bulk")) :
 * Optional.empty()}
 */
@Hook(
        name = "validate_set_binding",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when a Message needs its binding",
        byDefault = "the configured binding or group of sender's or recipient's domain, else default")
@ConsumerType
@FunctionalInterface
public interface ValidateSetBinding {
    HookPoint.Of1<ValidateSetBinding, EditableMessage, Optional<BindingChoice>> POINT =
            HookPoint.first(ValidateSetBinding.class, ValidateSetBinding::validateSetBinding);

    Optional<BindingChoice> validateSetBinding(EditableMessage message);
}
