package org.grapnel.mta.process;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.deliver.Endings;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.Points;
import org.grapnel.mta.dispatch.Trails;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.session.Listener;
import org.grapnel.mta.spool.Spool;

/** The engine's own control commands, as tables; those of spool and users stand with what they do. */
final class Commands {
    private Commands() {}

    /** What the commands of the queue show and change. */
    record QueueParts(
            Queue queue,
            Spool spool,
            Dispatcher dispatcher,
            Endings endings,
            Supplier<Settings> settings,
            Clock clock) {}

    static List<ControlCommand> of(Points points, Dispatcher dispatcher, Trails trails, List<Listener> listeners) {
        HookCommands hooks = new HookCommands(points, dispatcher);
        return List.of(
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

    /** Of what waits for delivery. */
    static List<ControlCommand> ofQueue(QueueParts shown) {
        QueueCommands queues = new QueueCommands(shown.queue(), shown.clock());
        MessageCommands messages = new MessageCommands(shown.queue());
        List<ControlCommand> commands = new ArrayList<>(List.of(
                new Command("queue:list", "list queued messages", QueueCommands.LIST, false, queues::list),
                new Command(
                        "queue:summary",
                        "count queued messages by destination",
                        QueueCommands.SUMMARY,
                        false,
                        queues::summary),
                new Command("message:show", "show a queued message", MessageCommands.SYNTAX, false, messages::show),
                new Command(
                        "message:body",
                        "show a queued message as it will be sent",
                        MessageCommands.BODY,
                        false,
                        messages::body)));
        ChangeCommands changes = new ChangeCommands(shown);
        Map<String, ChangeVerb> verbs = ChangeVerb.table(shown);
        verbs.values().forEach(verb -> commands.add(changes.byFilter(verb)));
        for (String name : List.of("hold", "release", "fail", "delete")) {
            commands.add(changes.byId(name, Objects.requireNonNull(verbs.get(name))));
        }
        commands.add(
                changes.byId("retry", Objects.requireNonNull(verbs.get("flush")).without("DOMAIN")));
        SuspensionCommands suspensions = new SuspensionCommands(shown.queue());
        commands.add(
                new Command("queue:suspend", "stop deliveries", SuspensionCommands.SYNTAX, true, suspensions::suspend));
        commands.add(new Command(
                "queue:resume", "go on with deliveries", SuspensionCommands.SYNTAX, true, suspensions::resume));
        commands.add(
                new Command("queue:suspensions", "list what is suspended", Command.NOTHING, false, suspensions::list));
        return commands;
    }
}
