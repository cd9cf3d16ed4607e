package org.grapnel.hook.control;

import java.util.Optional;
import org.grapnel.hook.Handled;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees a command line before it runs, and may answer it in the control service's place.
 *
 * <p>WHEN: once per command line, after its length was checked, before it is read as commands.
 *
 * <p>ANSWER: {@link Handled#HANDLED} = nothing of the line runs, what the handler showed is the answer, and the exit status is 0; empty = the line runs.
 *
 * <p>THREADS: the thread of the control client whose line runs, or one of the line's pipe; many at once.
 *
 * <p>FAILURE: no answer; the line runs.
 *
 * <p>EXAMPLE: {@code (line, caller, output) -> line.text().equals("coffee") ? brew(output) : Optional.empty()}
 */
@Hook(
        name = "control_pre_command",
        kind = HookKind.FIRST,
        thread = HookThread.CONTROL,
        when = "before a command line runs",
        byDefault = "the line runs")
@ConsumerType
@FunctionalInterface
public interface ControlPreCommand {
    HookPoint.Of3<ControlPreCommand, CommandLine, Caller, CommandOutput, Optional<Handled>> POINT =
            HookPoint.first(ControlPreCommand.class, ControlPreCommand::controlPreCommand);

    Optional<Handled> controlPreCommand(CommandLine line, Caller caller, CommandOutput output);
}
