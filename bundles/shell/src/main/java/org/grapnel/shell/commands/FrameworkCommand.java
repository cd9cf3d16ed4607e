package org.grapnel.shell.commands;

import java.util.List;
import java.util.function.Supplier;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;

/**
 * One command as data.
 *
 * @param values completes its first argument
 */
record FrameworkCommand(
        String name, String summary, Syntax syntax, boolean changesState, Supplier<List<String>> values, Work work)
        implements ControlCommand {

    /** What it does. */
    interface Work {
        Answer with(Arguments arguments) throws CommandException;
    }

    /** A command that only looks. */
    static FrameworkCommand view(String name, String summary, Syntax syntax, Supplier<List<String>> values, Work work) {
        return new FrameworkCommand(name, summary, syntax, false, values, work);
    }

    /** A command that changes something. */
    static FrameworkCommand change(
            String name, String summary, Syntax syntax, Supplier<List<String>> values, Work work) {
        return new FrameworkCommand(name, summary, syntax, true, values, work);
    }

    @Override
    public Answer run(Arguments arguments, CommandInput input) throws CommandException {
        return work.with(arguments);
    }

    @Override
    public List<String> candidates(String parameter, String begin) {
        boolean argument = !syntax.arguments().isEmpty()
                && syntax.arguments().get(0).name().equals(parameter);
        return argument ? values.get() : List.of();
    }
}
