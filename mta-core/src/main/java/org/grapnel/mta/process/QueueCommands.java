package org.grapnel.mta.process;

import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.DomainQueue;
import org.grapnel.mta.queue.Queue;

/** What waits for delivery. */
final class QueueCommands {
    static final Syntax LIST = MessageFilter.with(Syntax.NONE
            .optional("DOMAIN", "only messages to this routing domain")
            .option("limit", "N", "show at most this many, oldest first; default 1000"));
    static final Syntax SUMMARY = MessageFilter.with(Syntax.NONE
            .optional("DOMAIN", "only this routing domain")
            .option("limit", "N", "show at most this many domains; default 10000"));

    private final Queue queue;
    private final Clock clock;

    QueueCommands(Queue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    Answer list(Arguments arguments) throws CommandException {
        int limit = (int) arguments.number("limit", 1_000, 1, 100_000);
        Answer.Rows rows = MessageRows.begin();
        queue.oldest(MessageFilter.of(arguments, clock.instant()), limit)
                .forEach(message -> MessageRows.add(rows, message));
        return rows.table();
    }

    /** How many messages of a domain are where. */
    private static final class Counts {
        private final Map<MailMessage.Place, Integer> places = new EnumMap<>(MailMessage.Place.class);

        void count(MailMessage message) {
            places.merge(message.place(), 1, Integer::sum);
        }

        int of(MailMessage.Place place) {
            return places.getOrDefault(place, 0);
        }
    }

    Answer summary(Arguments arguments) throws CommandException {
        long limit = arguments.number("limit", 10_000, 1, 1_000_000);
        MessageFilter filter = MessageFilter.of(arguments, clock.instant());
        Map<String, Counts> domains = new HashMap<>(); // sorted when all are counted: there may be a million messages
        queue.forEach(message -> {
            if (filter.test(message)) {
                domains.computeIfAbsent(message.routingDomain(), name -> new Counts())
                        .count(message);
            }
        });
        if (filter.isEmpty()) { // those that have only connections left
            queue.domains().forEach(domain -> domains.computeIfAbsent(domain.name(), name -> new Counts()));
        }
        Answer.Rows rows =
                Answer.rows("domain!", "active", "delayed", "connections", "delivering", "held", "owned", "suspended");
        new TreeMap<>(domains).entrySet().stream().limit(limit).forEach(entry -> {
            Counts counts = entry.getValue();
            rows.add(
                    entry.getKey(),
                    counts.of(MailMessage.Place.ACTIVE),
                    counts.of(MailMessage.Place.DELAYED),
                    queue.domain(entry.getKey()).map(DomainQueue::connections).orElse(0),
                    counts.of(MailMessage.Place.DELIVERING) + counts.of(MailMessage.Place.CHANGING),
                    counts.of(MailMessage.Place.HELD),
                    counts.of(MailMessage.Place.OWNED),
                    queue.destination(entry.getKey()).suspended());
        });
        return rows.table();
    }
}
