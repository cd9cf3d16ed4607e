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
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.spool.Spool;

/** The commands for what waits for delivery, as a table. */
final class QueueTable {
    private QueueTable() {}

    /** What they show and change. */
    record Queued(
            Queue queue,
            Spool spool,
            Dispatcher dispatcher,
            Endings endings,
            Supplier<Settings> settings,
            Clock clock) {}

    static List<ControlCommand> of(Queued queued) {
        QueueCommands queues = new QueueCommands(queued.queue(), queued.clock());
        MessageCommands messages = new MessageCommands(queued.queue());
        SuspensionCommands suspensions = new SuspensionCommands(queued.queue(), queued.settings());
        List<ControlCommand> commands = new ArrayList<>(changes(queued));
        commands.addAll(List.of(
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
                        messages::body),
                new Command("queue:suspend", "stop deliveries", SuspensionCommands.SYNTAX, true, suspensions::suspend),
                new Command(
                        "queue:resume", "go on with deliveries", SuspensionCommands.SYNTAX, true, suspensions::resume),
                new Command("queue:suspensions", "list what is suspended", Command.NOTHING, false, suspensions::list)));
        commands.addAll(ShapingCommands.of(queued.queue().shaping(), queued.settings()));
        return commands;
    }

    private static List<ControlCommand> changes(Queued queued) {
        List<ControlCommand> commands = new ArrayList<>();
        ChangeCommands changes = new ChangeCommands(queued);
        Map<String, ChangeVerb> verbs = ChangeVerb.table(queued);
        verbs.values().forEach(verb -> commands.add(changes.byFilter(verb)));
        for (String name : List.of("hold", "release", "fail", "delete")) {
            commands.add(changes.byId(name, Objects.requireNonNull(verbs.get(name))));
        }
        commands.add(
                changes.byId("retry", Objects.requireNonNull(verbs.get("flush")).without("DOMAIN")));
        return commands;
    }
}
