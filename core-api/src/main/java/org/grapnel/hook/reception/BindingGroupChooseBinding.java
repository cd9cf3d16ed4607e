package org.grapnel.hook.reception;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.EditableMessage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses the Binding of a group that a Message leaves through.
 *
 * <p>WHEN: when a Message is assigned to a binding group.
 *
 * <p>ANSWER: the name of a Binding of that group; any other name is logged as an error and counts as no answer.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (message, group) -> Optional.of(group + "-" + (message.sender().hashCode() & 1))}
 */
@Hook(
        name = "binding_group_choose_binding",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when a Message is assigned to a binding group",
        byDefault = "random among the group's local bindings, then among all")
@ConsumerType
@FunctionalInterface
public interface BindingGroupChooseBinding {
    HookPoint.Of2<BindingGroupChooseBinding, EditableMessage, String, Optional<String>> POINT =
            HookPoint.first(BindingGroupChooseBinding.class, BindingGroupChooseBinding::bindingGroupChooseBinding);

    Optional<String> bindingGroupChooseBinding(EditableMessage message, String group);
}
