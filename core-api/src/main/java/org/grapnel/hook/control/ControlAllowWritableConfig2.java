package org.grapnel.hook.control;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides whether a command that changes configuration or state may run, by its arguments and caller.
 *
 * <p>WHEN: before such a command, after its arguments were read.
 *
 * <p>ANSWER: true = it runs and {@code control_allow_writable_config} is not asked; false = it is refused with exit status 1, and what the handler showed says why; empty = the next handler is asked.
 *
 * <p>THREADS: the thread of the control client whose line runs, or one of the line's pipe; many at once.
 *
 * <p>FAILURE: no answer; {@code control_allow_writable_config} is asked.
 *
 * <p>EXAMPLE: {@code (command, arguments, input, output) -> admins.contains(input.caller().user()) ? Optional.empty() : Optional.of(false)}
 */
@Hook(
        name = "control_allow_writable_config2",
        kind = HookKind.FIRST,
        thread = HookThread.CONTROL,
        when = "before a command that changes configuration or state, with its arguments",
        byDefault = "control_allow_writable_config decides")
@ConsumerType
@FunctionalInterface
public interface ControlAllowWritableConfig2 {
    HookPoint.Of4<
                    ControlAllowWritableConfig2,
                    ControlCommand,
                    Arguments,
                    CommandInput,
                    CommandOutput,
                    Optional<Boolean>>
            POINT = HookPoint.first(
                    ControlAllowWritableConfig2.class, ControlAllowWritableConfig2::controlAllowWritableConfig2);

    Optional<Boolean> controlAllowWritableConfig2(
            ControlCommand command, Arguments arguments, CommandInput input, CommandOutput output);
}
