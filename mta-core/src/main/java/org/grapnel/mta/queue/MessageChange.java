package org.grapnel.mta.queue;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.spool.Commit;

/**
 * What a change does to each message.
 *
 * @param done as in "3 messages are held"
 * @param applies to messages in that state; it says nothing of others
 * @param edit changes a message that was withdrawn from the queue
 * @param kept whether the change is written to the spool
 * @param end ends a withdrawn message in place of an edit; empty where it could not be
 */
public record MessageChange(
        String done,
        Predicate<MailMessage> applies,
        Consumer<MailMessage> edit,
        boolean kept,
        Optional<Function<MailMessage, Optional<Commit>>> end) {
    public static MessageChange edit(
            String done, Predicate<MailMessage> applies, boolean kept, Consumer<MailMessage> edit) {
        return new MessageChange(done, applies, edit, kept, Optional.empty());
    }

    public static MessageChange end(String done, Function<MailMessage, Optional<Commit>> end) {
        return new MessageChange(done, message -> true, message -> {}, false, Optional.of(end));
    }
}
