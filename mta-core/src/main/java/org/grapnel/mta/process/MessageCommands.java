package org.grapnel.mta.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.hook.mail.Header;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.PastAttempt;
import org.grapnel.mta.queue.Queue;

/** One message, from all sides. */
final class MessageCommands {
    static final Syntax SYNTAX = Syntax.NONE.required("ID", "the message's id, as queue:list shows it");

    static final Syntax BODY = SYNTAX.option("limit", "BYTES", "show at most this much; default 1000000");

    private static final long MOST_BYTES = 16_000_000;

    private final Queue queue;

    MessageCommands(Queue queue) {
        this.queue = queue;
    }

    Answer show(Arguments arguments) throws CommandException {
        MailMessage message = ChangeCommands.found(queue, arguments.required("ID"));
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
                .with("held", Optional.ofNullable(message.state().held()))
                .with("parameters", named(message.senderParameters()))
                .with("context", named(message.context()))
                .with("history", history(message))
                .with("headers", headers.table());
    }

    private static Answer named(Map<String, String> values) {
        return new Answer.Details(new TreeMap<>(values));
    }

    private static List<String> recipients(MailMessage message) {
        return message.recipients().stream().map(Object::toString).toList();
    }

    /** The bytes as text: those beyond ASCII as ISO 8859-1 reads them, so that nothing is hidden or lost. */
    Answer body(Arguments arguments) throws CommandException {
        MailMessage message = ChangeCommands.found(queue, arguments.required("ID"));
        int most = (int) arguments.number("limit", 1_000_000, 1, MOST_BYTES);
        try (InputStream content = message.content().open()) {
            String text = new String(content.readNBytes(most), StandardCharsets.ISO_8859_1);
            long left = message.size() - most;
            return Answer.text(left > 0 ? text + "\n[" + left + " more bytes; see --limit]" : text);
        } catch (IOException e) {
            throw new CommandException(message.id() + ": can't be read: " + e.getMessage());
        }
    }

    private static Answer history(MailMessage message) {
        Answer.Rows rows = Answer.rows("time", "host", "reply");
        for (PastAttempt attempt : message.pastAttempts()) {
            rows.add(Instant.ofEpochMilli(attempt.time()), attempt.host(), attempt.reply());
        }
        return rows.table();
    }
}
