package org.grapnel.hook.deliver;

import org.grapnel.hook.Reply;
import org.grapnel.hook.mail.Recipient;

/**
 * What became of one recipient in an attempt.
 *
 * @param reply 2xx delivered, 4xx to be retried, 5xx failed for good; its text stands in logs and DSN
 */
public record RecipientOutcome(Recipient recipient, Reply reply) {
    public static RecipientOutcome delivered(Recipient recipient, String note) {
        return new RecipientOutcome(recipient, Reply.of(250, "2.0.0", note));
    }

    public static RecipientOutcome later(Recipient recipient, String reason) {
        return new RecipientOutcome(recipient, Reply.of(451, "4.3.0", reason));
    }

    public static RecipientOutcome failed(Recipient recipient, String reason) {
        return new RecipientOutcome(recipient, Reply.of(550, "5.0.0", reason));
    }
}
