package org.grapnel.mta.process;

import java.util.List;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.HandlerTracker;
import org.grapnel.mta.dispatch.Points;
import org.grapnel.mta.dispatch.Trails;
import org.grapnel.mta.session.Listener;

/** The engine's own control commands, as tables; those of spool and users stand with what they do. */
final class Commands {
    private Commands() {}

    static List<ControlCommand> of(
            Points points, Dispatcher dispatcher, HandlerTracker tracker, Trails trails, List<Listener> listeners) {
        HookCommands hooks = new HookCommands(points, dispatcher, tracker::handlers);
        return List.of(
                new Command(
                        "hook:list",
                        "list hook points and their handlers in rank order",
                        HookCommands.LIST,
                        false,
                        hooks::list),
                new Command(
                        "hook:show",
                        "show how a handler is treated, its answers by kind, faults and times",
                        HookCommands.NAME,
                        false,
                        hooks::show),
                new Command("hook:release", "end the quarantine of a handler", HookCommands.NAME, true, hooks::release),
                new Command(
                        "explain",
                        "show which handler decided what about a session or message",
                        ExplainCommand.SYNTAX,
                        false,
                        new ExplainCommand(trails)::explain),
                new Command(
                        "smtp:sessions",
                        "list open SMTP sessions",
                        Command.NOTHING,
                        false,
                        new SessionCommands(listeners)::list),
                new Command(
                        "reopen",
                        "reopen the log files after they were moved away",
                        LogCommands.SYNTAX,
                        true,
                        new LogCommands(dispatcher)::reopen));
    }
}
