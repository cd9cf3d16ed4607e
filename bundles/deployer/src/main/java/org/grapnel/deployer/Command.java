package org.grapnel.deployer;

import java.util.List;
import java.util.function.Supplier;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;

/**
 * One of the {@code deploy:} commands.
 *
 * @param names for completion of its NAME
 */
record Command(
        String name, String summary, Syntax syntax, boolean changesState, Supplier<List<String>> names, Action action)
        implements ControlCommand {
    /** What it does. */
    @FunctionalInterface
    interface Action {
        Answer run(Arguments arguments, String who) throws CommandException, DeployException;
    }

    @Override
    public Answer run(Arguments arguments, CommandInput input) throws CommandException {
        try {
            return action.run(
                    arguments, input.caller().user() + " (" + input.caller().face() + ")");
        } catch (DeployException e) {
            throw new CommandException(e.getMessage());
        }
    }

    @Override
    public List<String> candidates(String parameter, String begin) {
        return parameter.equals("NAME")
                ? names.get().stream().filter(each -> each.startsWith(begin)).toList()
                : List.of();
    }
}
