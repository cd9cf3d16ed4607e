package org.grapnel.mta.process;

import java.util.List;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.hook.mail.Header;
import org.grapnel.mta.mail.Ids;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.Queue;

/** One message, from all sides. */
final class MessageCommands {
    static final Syntax SYNTAX = Syntax.NONE.required("ID", "the message's id, as queue:list shows it");

    private final Queue queue;

    MessageCommands(Queue queue) {
        this.queue = queue;
    }

    Answer show(Arguments arguments) throws CommandException {
        MailMessage message = message(arguments.required("ID"));
        Answer.Details context = Answer.details();
        for (var entry : new java.util.TreeMap<>(message.context()).entrySet()) {
            context = context.with(entry.getKey(), entry.getValue());
        }
        Answer.Rows headers = Answer.rows("name", "value");
        try {
            for (Header header : message.content().headers().all()) {
                headers.add(header.name(), header.value());
            }
        } catch (java.io.UncheckedIOException e) {
            throw new CommandException(e.getMessage() + ": " + e.getCause().getMessage());
        }
        return Answer.details()
                .with("id", message.id())
                .with("place", message.place())
                .with("from", message.sender().toString())
                .with("to", recipients(message))
                .with("domain", message.routingDomain())
                .with("binding", message.binding())
                .with("size", new Answer.Size(message.size()))
                .with("priority", message.priority())
                .with("received", message.received())
                .with("attempts", message.attempts())
                .with("nextAttempt", message.nextAttempt())
                .with("expiry", message.expiry())
                .with("lastError", message.lastError())
                .with("context", context)
                .with("headers", headers.table());
    }

    private static List<String> recipients(MailMessage message) {
        return message.recipients().stream().map(Object::toString).toList();
    }

    private MailMessage message(String id) throws CommandException {
        try {
            return queue.message(Ids.parse(id))
                    .orElseThrow(() -> new CommandException(
                            id + ": no such message in the queue; it may have been delivered, the log knows"));
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage());
        }
    }
}
