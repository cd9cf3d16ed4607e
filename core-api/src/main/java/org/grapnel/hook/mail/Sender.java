package org.grapnel.hook.mail;

import java.util.Map;
import org.grapnel.hook.MailAddress;

/**
 * The sender of an envelope, as MAIL gives it.
 *
 * @param address the reverse path, or the null sender
 * @param parameters ESMTP parameters of MAIL, keywords in upper case, a value of "" where there was none (RFC 5321 4.1.2)
 */
public record Sender(MailAddress address, Map<String, String> parameters) {
    public Sender {
        parameters = Map.copyOf(parameters);
    }

    public static Sender of(String address) {
        return new Sender(MailAddress.of(address), Map.of());
    }

    @Override
    public String toString() {
        return "<" + address + ">";
    }
}
