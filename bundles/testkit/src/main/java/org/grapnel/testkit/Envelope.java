package org.grapnel.testkit;

import java.util.List;

/**
 * What the client said before the content.
 *
 * @param sender the reverse-path without brackets, empty for the null sender
 * @param parameters ESMTP parameters of MAIL in their order, such as {@code SIZE=100}
 */
public record Envelope(String sender, List<String> parameters, List<Recipient> recipients) {
    public Envelope {
        parameters = List.copyOf(parameters);
        recipients = List.copyOf(recipients);
    }

    /** A recipient the receiver accepted, with the ESMTP parameters of its RCPT. */
    public record Recipient(String address, List<String> parameters) {
        public Recipient {
            parameters = List.copyOf(parameters);
        }
    }

    public List<String> addresses() {
        return recipients.stream().map(Recipient::address).toList();
    }
}
