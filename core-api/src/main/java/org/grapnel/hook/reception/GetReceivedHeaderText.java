package org.grapnel.hook.reception;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Writes the Received header field.
 *
 * <p>WHEN: when the trace field of a Message is written (RFC 5321 4.4), after final validation. Transaction and
 * session are empty for mail that did not come by SMTP.
 *
 * <p>ANSWER: the field's body, without name and colon; line feeds followed by white space are folds. What is no legal
 * field body is logged as an error and counts as no answer.
 *
 * <p>THREADS: the thread that takes the mail in; many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (message, transaction, session, context) -> Optional.of("by mx.example.net id " + message.id() +
 * "; " + rfc5322(message.received()))}
 */
@Hook(
        name = "get_received_header_text",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when the Received header is written",
        byDefault = "from, by, with, id, for and date as RFC 5321 4.4 has them")
@ConsumerType
@FunctionalInterface
public interface GetReceivedHeaderText {
    HookPoint.Of4<
                    GetReceivedHeaderText,
                    Message,
                    Optional<Transaction>,
                    Optional<Session>,
                    ValidationContext,
                    Optional<String>>
            POINT = HookPoint.first(GetReceivedHeaderText.class, GetReceivedHeaderText::getReceivedHeaderText);

    Optional<String> getReceivedHeaderText(
            Message message, Optional<Transaction> transaction, Optional<Session> session, ValidationContext context);
}
