package org.grapnel.mta.process;

import java.util.ArrayList;
import java.util.List;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.mta.auth.UserAdmin;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.Points;
import org.grapnel.mta.dispatch.Trails;
import org.grapnel.mta.session.Listener;

/** The engine's own control commands, as a table. */
final class Commands {
    private Commands() {}

    /** What the commands show and change. */
    record Shown(
            Points points,
            Dispatcher dispatcher,
            Trails trails,
            QueueTable.Queued queued,
            UserAdmin users,
            SpoolCommands spoolCommands,
            List<Listener> listeners) {}

    static List<ControlCommand> of(Shown shown) {
        HookCommands hooks = new HookCommands(shown.points(), shown.dispatcher());
        UserCommands users = new UserCommands(shown.users());
        List<ControlCommand> commands = new ArrayList<>(QueueTable.of(shown.queued()));
        commands.addAll(List.of(
                new Command(
                        "hook:list",
                        "list hook points and their handlers in rank order",
                        HookCommands.LIST,
                        false,
                        hooks::list),
                new Command("hook:release", "end the quarantine of a handler", HookCommands.NAME, true, hooks::release),
                new Command(
                        "explain",
                        "show which handler decided what about a session or message",
                        ExplainCommand.SYNTAX,
                        false,
                        new ExplainCommand(shown.trails())::explain),
                new Command(
                        "smtp:sessions",
                        "list open SMTP sessions",
                        Command.NOTHING,
                        false,
                        new SessionCommands(shown.listeners())::list),
                new InputCommand(
                        "user:set",
                        "add a user who may authenticate, or change the password",
                        UserCommands.SET,
                        users::set),
                new Command("user:remove", "remove a user", UserCommands.NAME, true, users::remove),
                new Command("user:list", "list the users of the users file", Command.NOTHING, false, users::list),
                new Command(
                        "reopen",
                        "reopen the log files after they were moved away",
                        LogCommands.SYNTAX,
                        true,
                        new LogCommands(shown.dispatcher())::reopen),
                new Command(
                        "spool:status",
                        "show counts and health of the spool",
                        Command.NOTHING,
                        false,
                        shown.spoolCommands()::status),
                new Command(
                        "spool:check",
                        "read and verify everything that the spool holds",
                        Command.NOTHING,
                        false,
                        shown.spoolCommands()::check),
                new Command(
                        "spool:compact",
                        "give back the space of what the spool does not need any more",
                        Command.NOTHING,
                        true,
                        shown.spoolCommands()::compact),
                new Command(
                        "spool:import",
                        "take over the mail of another node's spool, which no process may be using",
                        SpoolCommands.IMPORT,
                        true,
                        shown.spoolCommands()::importFrom)));
        return commands;
    }
}
