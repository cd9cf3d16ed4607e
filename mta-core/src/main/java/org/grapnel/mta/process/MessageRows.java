package org.grapnel.mta.process;

import org.grapnel.hook.control.Answer;
import org.grapnel.mta.mail.MailMessage;

/** Messages as rows of a table. */
final class MessageRows {
    private MessageRows() {}

    static Answer.Rows begin() {
        return Answer.rows(
                "id!",
                "place",
                "from",
                "to",
                "domain",
                "size",
                "attempts",
                "nextAttempt",
                "received",
                "lastError",
                "binding",
                "held");
    }

    static void add(Answer.Rows rows, MailMessage message) {
        String held = message.state().held();
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
                message.lastError().orElse(""),
                message.binding(),
                held == null ? "" : held);
    }
}
