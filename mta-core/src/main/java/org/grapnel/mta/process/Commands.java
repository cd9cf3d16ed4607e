package org.grapnel.mta.process;

import java.util.List;
import java.util.function.Supplier;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.Points;
import org.grapnel.mta.dispatch.Trails;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.session.Listener;
import org.grapnel.mta.spool.Spool;

/** The engine's own control commands, as a table. */
final class Commands {
    private Commands() {}

    /** What the commands show and change. */
    record Shown(
            Supplier<Settings> settings,
            Points points,
            Dispatcher dispatcher,
            Trails trails,
            Queue queue,
            Spool spool,
            List<Listener> listeners) {}

    static List<ControlCommand> of(Shown shown) {
        HookCommands hooks = new HookCommands(shown.points(), shown.dispatcher());
        QueueCommands queues = new QueueCommands(shown.queue());
        return List.of(
                new Command(
                        "hook:list",
                        "list hook points and their handlers in rank order",
                        HookCommands.LIST,
                        false,
                        hooks::list),
                new Command("hook:release", "end the quarantine of a handler", HookCommands.NAME, true, hooks::release),
                new Command(
                        "config:eval",
                        "show which value of an option is in force for whom, and why",
                        ConfigCommands.EVAL,
                        false,
                        new ConfigCommands(shown.settings())::eval),
                new Command(
                        "explain",
                        "show which handler decided what about a session or message",
                        ExplainCommand.SYNTAX,
                        false,
                        new ExplainCommand(shown.trails())::explain),
                new Command("queue:list", "list queued messages", QueueCommands.LIST, false, queues::list),
                new Command(
                        "queue:summary",
                        "count queued messages by destination",
                        Command.NOTHING,
                        false,
                        queues::summary),
                new Command("queue:flush", "try delayed messages now", QueueCommands.FLUSH, true, queues::flush),
                new Command(
                        "message:show",
                        "show a queued message",
                        MessageCommands.SYNTAX,
                        false,
                        new MessageCommands(shown.queue())::show),
                new Command(
                        "smtp:sessions",
                        "list open SMTP sessions",
                        Command.NOTHING,
                        false,
                        new SessionCommands(shown.listeners())::list),
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
                        new SpoolCommands(shown.spool())::status));
    }
}
