package org.grapnel.mta.process;

import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;

/** One line of the table of commands. */
record Command(String name, String summary, Syntax syntax, boolean changesState, Action action)
        implements ControlCommand {
    static final Syntax NOTHING = Syntax.NONE;

    /** What the command does. */
    interface Action {
        Answer run(Arguments arguments) throws CommandException;
    }

    @Override
    public Answer run(Arguments arguments, CommandInput input) throws CommandException {
        return action.run(arguments);
    }
}
