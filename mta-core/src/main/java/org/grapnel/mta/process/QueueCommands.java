package org.grapnel.mta.process;

import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.DomainQueue;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.queue.Standing;

/** What waits for delivery. */
final class QueueCommands {
    static final Syntax LIST = MessageFilter.with(Syntax.NONE
            .optional("DOMAIN", "only messages to this routing domain")
            .option("limit", "N", "show at most this many, oldest first; default 1000")
            .option("after", "ID", "go on behind this one, the last of the part before"));
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
        long after = arguments.first("after").isPresent() ? ChangeCommands.number(arguments.required("after")) : 0;
        MessageFilter filter = MessageFilter.of(arguments, clock.instant());
        Answer.Rows rows = MessageRows.begin();
        queue.oldest(message -> message.number() > after && filter.test(message), limit)
                .forEach(message -> MessageRows.add(rows, message));
        return rows.table();
    }

    /** How many messages of a domain are where. */
    private static final class Counts {
        private final Map<MailMessage.Place, Integer> places = new EnumMap<>(MailMessage.Place.class);

        void add(MailMessage.Place place, int count) {
            places.merge(place, count, Integer::sum);
        }

        int of(MailMessage.Place place) {
            return places.getOrDefault(place, 0);
        }
    }

    Answer summary(Arguments arguments) throws CommandException {
        long limit = arguments.number("limit", 10_000, 1, 1_000_000);
        MessageFilter filter = MessageFilter.of(arguments, clock.instant());
        Answer.Rows rows =
                Answer.rows("domain!", "active", "delayed", "connections", "delivering", "held", "owned", "suspended");
        new TreeMap<>(counts(filter)).entrySet().stream().limit(limit).forEach(entry -> {
            Counts counts = entry.getValue();
            Optional<DomainQueue> domain = queue.domain(entry.getKey());
            rows.add(
                    entry.getKey(),
                    counts.of(MailMessage.Place.ACTIVE),
                    counts.of(MailMessage.Place.DELAYED),
                    domain.map(DomainQueue::connections).orElse(0),
                    counts.of(MailMessage.Place.DELIVERING) + counts.of(MailMessage.Place.CHANGING),
                    counts.of(MailMessage.Place.HELD),
                    counts.of(MailMessage.Place.OWNED),
                    queue.destination(entry.getKey()).suspended());
        });
        return rows.table();
    }

    /** The queue knows its numbers by destination and binding; what else is asked for takes a look at each message. */
    private Map<String, Counts> counts(MessageFilter filter) {
        Map<String, Counts> domains = new HashMap<>();
        if (filter.isAboutAddresses()) {
            for (Standing standing : queue.standings()) {
                if (filter.covers(standing.domain(), standing.binding())) {
                    Counts counts = domains.computeIfAbsent(standing.domain(), name -> new Counts());
                    standing.places().forEach(counts::add);
                }
            }
        } else {
            queue.forEach(message -> {
                if (filter.test(message)) {
                    domains.computeIfAbsent(message.routingDomain(), name -> new Counts())
                            .add(message.place(), 1);
                }
            });
        }
        if (filter.isEmpty()) { // those that have only connections left
            queue.domains().forEach(domain -> domains.computeIfAbsent(domain.name(), name -> new Counts()));
        }
        return domains;
    }
}
