package org.grapnel.hook.control;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that one command of a line was run.
 *
 * <p>WHEN: after each command of a line, also when it failed or was refused; its answer was not yet shown.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread of the control client whose line runs, or one of the line's pipe; many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (command, arguments, input, output) -> counter.increment(command.name())}
 */
@Hook(
        name = "control_post_control",
        kind = HookKind.OBSERVE,
        thread = HookThread.CONTROL,
        when = "after each command of a line",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface ControlPostControl {
    HookPoint.Of4<ControlPostControl, ControlCommand, Arguments, CommandInput, CommandOutput, Void> POINT =
            HookPoint.observe(ControlPostControl.class, ControlPostControl::controlPostControl);

    void controlPostControl(ControlCommand command, Arguments arguments, CommandInput input, CommandOutput output);
}
