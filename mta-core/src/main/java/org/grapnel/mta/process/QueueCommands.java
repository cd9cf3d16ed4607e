package org.grapnel.mta.process;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.DomainQueue;
import org.grapnel.mta.queue.Queue;

/** What waits for delivery. */
final class QueueCommands {
    static final Syntax LIST = Syntax.NONE
            .optional("DOMAIN", "only messages to this routing domain")
            .option("limit", "N", "show at most this many, oldest first; default 1000");
    static final Syntax FLUSH = Syntax.NONE.optional("DOMAIN", "only this routing domain");

    private final Queue queue;

    QueueCommands(Queue queue) {
        this.queue = queue;
    }

    Answer list(Arguments arguments) throws CommandException {
        Optional<String> domain = arguments.first("DOMAIN").map(name -> name.toLowerCase(Locale.ROOT));
        long limit = arguments.number("limit", 1_000, 1, 1_000_000);
        Answer.Rows rows = Answer.rows(
                "id!", "place", "from", "to", "domain", "size", "attempts", "nextAttempt", "received", "lastError");
        for (MailMessage message : queue.messages()) {
            if (rows.size() >= limit) {
                break;
            }
            if (domain.isEmpty() || domain.get().equals(message.routingDomain())) {
                rows.add(
                        message.id(),
                        message.place(),
                        message.sender().toString(),
                        message.recipients().stream().map(Object::toString).toList(),
                        message.routingDomain(),
                        new Answer.Size(message.size()),
                        message.attempts(),
                        message.nextAttempt(),
                        message.received(),
                        message.lastError().orElse(""));
            }
        }
        return rows.table();
    }

    Answer summary(Arguments arguments) {
        Answer.Rows rows = Answer.rows("domain!", "active", "delayed", "connections");
        for (DomainQueue domain : queue.domains()) {
            rows.add(domain.name(), domain.active(), domain.delayed(), domain.connections());
        }
        return rows.table();
    }

    Answer flush(Arguments arguments) throws CommandException {
        Optional<String> name = arguments.first("DOMAIN").map(text -> text.toLowerCase(Locale.ROOT));
        Collection<DomainQueue> domains = name.isEmpty() ? queue.domains() : List.of(domain(name.get()));
        int count = 0;
        for (DomainQueue domain : domains) {
            count += queue.flush(domain, Optional.empty());
        }
        return Answer.done(count == 1 ? "1 message is tried now" : count + " messages are tried now");
    }

    private DomainQueue domain(String name) throws CommandException {
        return queue.domain(name)
                .orElseThrow(() -> new CommandException(
                        name + ": nothing is queued for this domain; queue:summary lists those that have a queue"));
    }
}
