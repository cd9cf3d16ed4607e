package org.grapnel.hook.control;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides whether a command that changes configuration or state may run.
 *
 * <p>WHEN: before such a command, when {@code control_allow_writable_config2} gave no answer.
 *
 * <p>ANSWER: true = it runs; false = it is refused with exit status 1, and what the handler showed says why; empty = the next handler is asked.
 *
 * <p>THREADS: the thread of the control client whose line runs, or one of the line's pipe; many at once.
 *
 * <p>FAILURE: no answer; the command runs.
 *
 * <p>EXAMPLE: {@code (command, output) -> frozen ? refuse(output, "frozen until Monday") : Optional.empty()}
 */
@Hook(
        name = "control_allow_writable_config",
        kind = HookKind.FIRST,
        thread = HookThread.CONTROL,
        when = "before a command that changes configuration or state",
        byDefault = "it runs")
@ConsumerType
@FunctionalInterface
public interface ControlAllowWritableConfig {
    HookPoint.Of2<ControlAllowWritableConfig, ControlCommand, CommandOutput, Optional<Boolean>> POINT =
            HookPoint.first(ControlAllowWritableConfig.class, ControlAllowWritableConfig::controlAllowWritableConfig);

    Optional<Boolean> controlAllowWritableConfig(ControlCommand command, CommandOutput output);
}
