package org.grapnel.mta.reception;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;
import org.grapnel.mta.mail.Bag;
import org.grapnel.mta.mail.Draft;
import org.grapnel.mta.mail.MailContent;
import org.grapnel.mta.mail.MailMessage;
import org.jspecify.annotations.Nullable;

/** One mail on its way through the stages. Belongs to the thread of the reception. */
final class Parcel {
    private final Source source;
    private final MailContent content;
    private List<Draft> drafts = new ArrayList<>();
    private List<MailMessage> stored = List.of();
    private @Nullable String quarantine;

    /**
     * Where a mail comes from.
     *
     * @param id stands in the Received field and, until the messages have their own, in the log
     * @param hooks the handlers that the reception began with
     * @param transaction empty for mails made inside
     * @param context learned in earlier phases
     * @param bag attachments of the transaction, which those of its messages go on with
     */
    record Source(
            String id,
            Hooks hooks,
            Optional<Session> session,
            Optional<Transaction> transaction,
            Sender sender,
            List<Recipient> recipients,
            ValidationContext context,
            Optional<Bag> bag) {}

    Parcel(Source source, MailContent content) {
        this.source = source;
        this.content = content;
    }

    Source source() {
        return source;
    }

    Hooks hooks() {
        return source.hooks();
    }

    MailContent content() {
        return content;
    }

    /** What the messages of this mail inherit as their persistent context. */
    Map<String, String> context() {
        return source.context().message();
    }

    List<Draft> drafts() {
        return drafts;
    }

    void drafts(List<Draft> made) {
        drafts = made;
    }

    List<MailMessage> stored() {
        return stored;
    }

    void stored(List<MailMessage> messages) {
        stored = messages;
    }

    Optional<String> quarantine() {
        return Optional.ofNullable(quarantine);
    }

    void quarantine(String reason) {
        quarantine = reason;
    }
}
