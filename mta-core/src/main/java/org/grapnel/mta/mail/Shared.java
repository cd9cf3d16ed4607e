package org.grapnel.mta.mail;

import java.util.List;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.mail.Recipient;
import org.jspecify.annotations.Nullable;

/** Keeps one copy of what many messages have in common. The JVM's string table holds them weakly, so what nobody uses goes. */
final class Shared {
    /** Longer texts are seldom the same. */
    private static final int MAX_TEXT = 300;

    private Shared() {}

    static String word(String text) {
        return text.length() > MAX_TEXT ? text : text.intern();
    }

    static @Nullable String wordOrNull(@Nullable String text) {
        return text == null ? null : word(text);
    }

    static MailAddress address(MailAddress address) {
        return address.isNullSender()
                ? MailAddress.NULL_SENDER
                : new MailAddress(address.localPart(), word(address.domain()));
    }

    /** As {@link MailAddress#of}, with a shared domain. */
    static MailAddress address(String text) {
        int at = text.lastIndexOf('@');
        return at < 0 ? MailAddress.of(text) : new MailAddress(text.substring(0, at), word(text.substring(at + 1)));
    }

    static List<Recipient> recipients(List<Recipient> recipients) {
        return recipients.stream()
                .map(each -> new Recipient(address(each.address()), each.parameters()))
                .toList();
    }
}
