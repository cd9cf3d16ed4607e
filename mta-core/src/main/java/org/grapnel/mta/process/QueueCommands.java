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
import org.grapnel.hook.mail.Domain;
import org.grapnel.mta.mail.MailMessage.Place;
import org.grapnel.mta.queue.Queue;

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
        private final Map<Place, Integer> places = new EnumMap<>(Place.class);

        void add(Place place, int count) {
            places.merge(place, count, Integer::sum);
        }

        int of(Place place) {
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
            Domain domain = queue.destination(entry.getKey());
            rows.add(
                    domain.name(),
                    counts.of(Place.ACTIVE),
                    counts.of(Place.DELAYED),
                    domain.connections(),
                    counts.of(Place.DELIVERING) + counts.of(Place.CHANGING),
                    counts.of(Place.HELD),
                    counts.of(Place.OWNED),
                    domain.suspended());
        });
        return rows.table();
    }

    /** The queue knows its numbers by destination and binding; what else is asked for takes a look at each message. */
    private Map<String, Counts> counts(MessageFilter filter) {
        Map<String, Counts> domains = new HashMap<>();
        if (filter.isAboutAddresses()) {
            queue.count((domain, binding, place, messages) -> {
                if (filter.covers(domain, binding)) {
                    domains.computeIfAbsent(domain, name -> new Counts()).add(place, messages);
                }
            });
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
