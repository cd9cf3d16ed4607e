package org.grapnel.mta.reception;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;
import org.grapnel.mta.mail.Bag;
import org.grapnel.mta.mail.MailContent;

/**
 * Where a mail comes from, with its envelope.
 *
 * @param id stands in the Received field and, until the messages have their own, in the log
 * @param hooks the handlers that the reception began with
 * @param session empty for mails made inside
 * @param transaction empty for mails made inside
 * @param context learned in earlier phases
 * @param bag attachments of the transaction, which those of its messages go on with
 * @param contentReady told once, when header and body can be read
 */
public record Submission(
        String id,
        Hooks hooks,
        Optional<Session> session,
        Optional<Transaction> transaction,
        Sender sender,
        List<Recipient> recipients,
        ValidationContext context,
        Optional<Bag> bag,
        Consumer<MailContent> contentReady) {}
