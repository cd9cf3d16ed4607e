package org.grapnel.hook;

import java.util.Locale;

/**
 * A mailbox of the envelope, or the null sender. Value semantics: the local part is compared as it stands
 * (RFC 5321 2.4), the domain without regard to case.
 *
 * @param localPart as on the wire, quotes included; empty for the null sender, and {@code postmaster} may stand without a domain
 * @param domain in lower case, an address literal in its brackets; empty for the null sender
 */
public record MailAddress(String localPart, String domain) {
    /** The null sender of bounces, {@code <>} (RFC 5321 4.5.5). */
    public static final MailAddress NULL_SENDER = new MailAddress("", "");

    public MailAddress {
        domain = domain.toLowerCase(Locale.ROOT);
        requirePlain(localPart);
        requirePlain(domain);
        if (localPart.isEmpty() && !domain.isEmpty()) {
            throw new IllegalArgumentException("@" + domain + ": a mailbox needs a local part (RFC 5321 4.1.2)");
        }
    }

    /** Splits {@code local@domain} at its last {@code @}; the empty string is the null sender. Syntax is not checked further. */
    public static MailAddress of(String text) {
        if (text.isEmpty()) {
            return NULL_SENDER;
        }
        int at = text.lastIndexOf('@');
        return at < 0 ? new MailAddress(text, "") : new MailAddress(text.substring(0, at), text.substring(at + 1));
    }

    public boolean isNullSender() {
        return localPart.isEmpty();
    }

    /** {@code local@domain}, without angle brackets; empty for the null sender. */
    @Override
    public String toString() {
        return domain.isEmpty() ? localPart : localPart + "@" + domain;
    }

    private static void requirePlain(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) < ' ' || part.charAt(i) == 0x7f) {
                throw new IllegalArgumentException("a control character stands in the address, at position " + i);
            }
        }
    }
}
