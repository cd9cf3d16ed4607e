package org.grapnel.hook.control;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a command line was run.
 *
 * <p>WHEN: once per command line, also when it failed or was handled in {@code control_pre_command}; {@link CommandOutput#status()} is known.
 *
 * <p>ANSWER: none; what the handler shows comes after the line's own output.
 *
 * <p>THREADS: the thread of the control client whose line runs, or one of the line's pipe; many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (line, output) -> audit.write(line.text(), output.status().orElse(0))}
 */
@Hook(
        name = "control_post_command",
        kind = HookKind.OBSERVE,
        thread = HookThread.CONTROL,
        when = "once per command line, after it ran",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface ControlPostCommand {
    HookPoint.Of2<ControlPostCommand, CommandLine, CommandOutput, Void> POINT =
            HookPoint.observe(ControlPostCommand.class, ControlPostCommand::controlPostCommand);

    void controlPostCommand(CommandLine line, CommandOutput output);
}
