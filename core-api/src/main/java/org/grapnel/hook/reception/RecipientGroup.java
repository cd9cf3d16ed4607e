package org.grapnel.hook.reception;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.mail.Recipient;

/**
 * Recipients of one reception that become one Message.
 *
 * @param recipients at least one
 * @param binding the Binding that the Message leaves through; empty = chosen later, as usual
 */
public record RecipientGroup(List<Recipient> recipients, Optional<String> binding) {
    public RecipientGroup {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a group of recipients is empty: leave it out");
        }
    }

    public static RecipientGroup of(List<Recipient> recipients) {
        return new RecipientGroup(recipients, Optional.empty());
    }
}
