package org.grapnel.mta.inject;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.mta.session.Mailbox;

/** What an envelope must be that did not come by SMTP: the same as one that did. */
final class Envelopes {
    private Envelopes() {}

    /** What is wrong with it, as the refusal. */
    static Optional<Reply> problem(Sender sender, List<Recipient> recipients, int most) {
        if (recipients.isEmpty()) {
            return refusal("5.1.3", "the mail has no recipient");
        }
        if (recipients.size() > most) { // RFC 5321 4.5.3.1.8
            return refusal("5.5.3", "the mail has more than " + most + " recipients");
        }
        if (!sender.address().isNullSender()) {
            Optional<String> problem = Mailbox.problem(sender.address());
            if (problem.isPresent()) {
                return refusal("5.1.7", "sender " + sender + ": " + problem.get());
            }
        }
        for (Recipient recipient : recipients) {
            Optional<String> problem = Mailbox.problem(recipient.address());
            if (problem.isPresent()) {
                return refusal("5.1.3", "recipient <" + recipient.address() + ">: " + problem.get());
            }
        }
        return Optional.empty();
    }

    /** With the parameter that a client would have had to give (RFC 6531 3.4). */
    static Sender completed(Sender sender, List<Recipient> recipients) {
        Stream<MailAddress> all =
                Stream.concat(Stream.of(sender.address()), recipients.stream().map(Recipient::address));
        if (all.noneMatch(Mailbox::needsUtf8)) {
            return sender;
        }
        Map<String, String> parameters = new HashMap<>(sender.parameters());
        parameters.putIfAbsent("SMTPUTF8", "");
        return new Sender(sender.address(), parameters);
    }

    private static Optional<Reply> refusal(String enhanced, String text) {
        return Optional.of(Reply.of(550, enhanced, text));
    }
}
