package org.grapnel.mta.process;

import java.util.List;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.Points;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.session.Listener;
import org.grapnel.mta.spool.Spool;

/** The engine's own control commands, as a table. */
final class Commands {
    private Commands() {}

    static List<ControlCommand> of(
            Points points, Dispatcher dispatcher, Queue queue, Spool spool, List<Listener> listeners) {
        HookCommands hooks = new HookCommands(points, dispatcher);
        QueueCommands queues = new QueueCommands(queue);
        MessageCommands messages = new MessageCommands(queue);
        return List.of(
                new Command(
                        "hook:list",
                        "list hook points and their handlers in rank order",
                        HookCommands.SYNTAX,
                        false,
                        hooks::list),
                new Command("queue:list", "list queued messages", QueueCommands.LIST, false, queues::list),
                new Command(
                        "queue:summary",
                        "count queued messages by destination",
                        Command.NOTHING,
                        false,
                        queues::summary),
                new Command("queue:flush", "try delayed messages now", QueueCommands.FLUSH, true, queues::flush),
                new Command("message:show", "show a queued message", MessageCommands.SYNTAX, false, messages::show),
                new Command(
                        "smtp:sessions",
                        "list open SMTP sessions",
                        Command.NOTHING,
                        false,
                        new SessionCommands(listeners)::list),
                new Command(
                        "spool:status",
                        "show counts and health of the spool",
                        Command.NOTHING,
                        false,
                        new SpoolCommands(spool)::status));
    }
}
