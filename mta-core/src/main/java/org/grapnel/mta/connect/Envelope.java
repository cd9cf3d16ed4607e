package org.grapnel.mta.connect;

import java.util.List;

/**
 * Sender and recipients of one transaction.
 *
 * @param sender without angle brackets; empty is the null sender
 * @param mailParameters of MAIL, such as {@code RET=HDRS}; SIZE, BODY and SMTPUTF8 are added where due
 * @param recipients at least one; results come in this order
 * @param utf8Headers the header section holds UTF-8 (RFC 6532), so the server must offer SMTPUTF8
 */
public record Envelope(String sender, List<String> mailParameters, List<Recipient> recipients, boolean utf8Headers) {
    /** Copied. */
    public Envelope {
        mailParameters = List.copyOf(mailParameters);
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("envelope from <" + CommandText.shown(sender) + ">: no recipient");
        }
    }

    public Envelope(String sender, List<Recipient> recipients) {
        this(sender, List.of(), recipients, false);
    }
}
