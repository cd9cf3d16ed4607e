package org.grapnel.mta.reception;

import java.util.List;
import java.util.function.Function;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.EditableMessage;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;

/**
 * A mail that is injected without SMTP.
 *
 * @param hooks the handlers that the injection began with
 * @param fixUp asked about the one message that it is before it is split
 */
public record Injection(
        Hooks hooks, Sender sender, List<Recipient> recipients, Function<EditableMessage, Verdict.OfContainer> fixUp) {
    public Injection {
        recipients = List.copyOf(recipients);
    }
}
