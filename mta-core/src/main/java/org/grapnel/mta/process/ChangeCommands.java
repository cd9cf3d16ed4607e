package org.grapnel.mta.process;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.mail.Ids;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.Changing;
import org.grapnel.mta.queue.MessageChange;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.spool.Spool;

/** The commands that change messages: those of {@code queue:} by a filter, those of {@code message:} by ids, out of one table. */
final class ChangeCommands {
    private static final int MOST_SHOWN = 1_000;
    private static final int MOST_FAILURES = 20;

    private final Queue queue;
    private final Spool spool;
    private final Dispatcher dispatcher;
    private final Clock clock;

    ChangeCommands(QueueTable.Queued queued) {
        this.queue = queued.queue();
        this.spool = queued.spool();
        this.dispatcher = queued.dispatcher();
        this.clock = queued.clock();
    }

    /** A command of {@code queue:}. */
    Command byFilter(ChangeVerb verb) {
        Syntax syntax = MessageFilter.with(verb.own())
                .flag("all", "all messages, where no other option says which")
                .flag("dry-run", "show which messages it would be, and change nothing");
        return new Command("queue:" + verb.name(), verb.summary(), syntax, true, arguments -> {
            MessageFilter filter = MessageFilter.of(arguments, clock.instant());
            if (filter.isEmpty() && !arguments.has("all") && !verb.name().equals("flush")) {
                throw CommandException.usage("say which messages: --from, --to, --domain … or --all");
            }
            return change(arguments, verb.change().of(arguments), queue.oldest(filter, Integer.MAX_VALUE));
        });
    }

    /** A command of {@code message:}. */
    Command byId(String name, ChangeVerb verb) {
        Syntax syntax = verb.own()
                .flag("dry-run", "show which messages it would be, and change nothing")
                .several("ID", "ids of messages, as queue:list shows them");
        return new Command("message:" + name, verb.summary(), syntax, true, arguments -> {
            List<MailMessage> messages = new ArrayList<>();
            for (String id : arguments.all("ID")) {
                messages.add(found(queue, id));
            }
            return change(arguments, verb.change().of(arguments), messages);
        });
    }

    static MailMessage found(Queue queue, String id) throws CommandException {
        return queue.message(number(id))
                .orElseThrow(() -> new CommandException(
                        id + ": no such message in the queue; it may have been delivered, the log knows"));
    }

    static long number(String id) throws CommandException {
        try {
            return Ids.parse(id);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage());
        }
    }

    private Answer change(Arguments arguments, MessageChange change, List<MailMessage> messages)
            throws CommandException {
        if (arguments.has("dry-run")) {
            return preview(change, messages);
        }
        Changing changing = new Changing(queue, spool, dispatcher.live());
        try {
            changing.run(messages, change);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted: " + e.getMessage());
        }
        String said = said(changing.changed(), change.done());
        String busy = changing.busy() == 0 ? "" : "; " + changing.busy() + " being delivered now, try again";
        Answer answer = answer(changing, said + busy + left(changing));
        if (!changing.failures().isEmpty()) {
            throw new CommandException(said + busy + "; " + changing.failures().get(0), answer);
        }
        if (changing.changed() == 0 && changing.busy() > 0) {
            throw new CommandException(said + busy);
        }
        return answer;
    }

    private static String left(Changing changing) {
        String places = changing.placesOfLeft().stream()
                .map(place -> place.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", " (", ")"));
        return switch (changing.left()) {
            case 0 -> "";
            case 1 -> "; 1 is left as it is" + places;
            default -> "; " + changing.left() + " are left as they are" + places;
        };
    }

    private static Answer answer(Changing changing, String result) {
        return Answer.details()
                .with("result", result)
                .with("changed", changing.changed())
                .with("busy", changing.busy())
                .with("left", changing.left())
                .with("failed", changing.failures().size())
                .with(
                        "failures",
                        changing.failures().stream().limit(MOST_FAILURES).toList());
    }

    private static String said(int count, String done) {
        return count == 1 ? "1 message is " + done : count + " messages are " + done;
    }

    private static Answer preview(MessageChange change, List<MailMessage> messages) {
        List<MailMessage> fitting = messages.stream().filter(change.applies()).toList();
        Answer.Rows rows = MessageRows.begin();
        fitting.stream().limit(MOST_SHOWN).forEach(message -> MessageRows.add(rows, message));
        return Answer.details()
                .with("result", "nothing is changed; without --dry-run, " + said(fitting.size(), change.done()))
                .with("would", fitting.size())
                .with("messages", rows.table());
    }
}
