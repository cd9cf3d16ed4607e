package org.grapnel.mta.process;

import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;

/** A line of the table of commands that changes something by what comes through its pipe. */
record InputCommand(String name, String summary, Syntax syntax, Action action) implements ControlCommand {
    /** What the command does. */
    interface Action {
        Answer run(Arguments arguments, CommandInput input) throws CommandException;
    }

    @Override
    public boolean changesState() {
        return true;
    }

    @Override
    public Answer run(Arguments arguments, CommandInput input) throws CommandException {
        return action.run(arguments, input);
    }
}
