package org.grapnel.hook.mail;

import java.util.Map;
import org.grapnel.hook.MailAddress;

/**
 * One recipient of an envelope.
 *
 * @param address where the mail goes
 * @param parameters ESMTP parameters of RCPT, keywords in upper case, a value of "" where there was none (RFC 3461: NOTIFY, ORCPT)
 */
public record Recipient(MailAddress address, Map<String, String> parameters) {
    public Recipient {
        parameters = Map.copyOf(parameters);
    }

    public static Recipient of(String address) {
        return new Recipient(MailAddress.of(address), Map.of());
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
