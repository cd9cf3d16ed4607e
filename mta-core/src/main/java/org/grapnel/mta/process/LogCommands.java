package org.grapnel.mta.process;

import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.hook.log.LogReopen;
import org.grapnel.mta.dispatch.Dispatcher;

/** Log files that somebody else rotates. */
final class LogCommands {
    static final Syntax SYNTAX = Syntax.NONE.required("WHAT", "the word logs");

    private final Dispatcher dispatcher;

    LogCommands(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** The server's own log is rotated by logback; plugins that keep files are told. */
    Answer reopen(Arguments arguments) throws CommandException {
        String what = arguments.required("WHAT");
        if (!what.equals("logs")) {
            throw new CommandException(what + ": only logs can be reopened: reopen logs");
        }
        dispatcher.live().call(LogReopen.POINT);
        return Answer.done("the handlers of log_reopen were told");
    }
}
