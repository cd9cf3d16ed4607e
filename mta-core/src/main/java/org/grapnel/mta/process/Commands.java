package org.grapnel.mta.process;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.mta.auth.UserAdmin;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.deliver.Endings;
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
            Points points,
            Dispatcher dispatcher,
            Trails trails,
            Queue queue,
            Spool spool,
            UserAdmin users,
            SpoolCommands spoolCommands,
            List<Listener> listeners,
            Endings endings,
            Supplier<Settings> settings,
            Clock clock) {}

    static List<ControlCommand> of(Shown shown) {
        HookCommands hooks = new HookCommands(shown.points(), shown.dispatcher());
        UserCommands users = new UserCommands(shown.users());
        QueueCommands queues = new QueueCommands(shown.queue(), shown.clock());
        MessageCommands messages = new MessageCommands(shown.queue());
        List<ControlCommand> commands = new ArrayList<>(ofQueue(shown));
        commands.addAll(List.of(
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

    /** Those that change what waits for delivery. */
    private static List<ControlCommand> ofQueue(Shown shown) {
        List<ControlCommand> commands = new ArrayList<>();
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
