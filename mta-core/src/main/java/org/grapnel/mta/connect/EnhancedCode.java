package org.grapnel.mta.connect;

import java.util.Optional;

/** Finds the enhanced status code at the start of a reply text (RFC 2034 4, RFC 3463 2). */
final class EnhancedCode {
    private EnhancedCode() {}

    static Optional<String> of(int code, String text) {
        int subject = digits(text, 0);
        int detail = digits(text, subject + 1);
        int end = digits(text, detail + 1);
        boolean shaped = subject == 1
                && detail > 2
                && detail <= 5
                && end > detail + 1
                && end <= detail + 4
                && text.charAt(1) == '.'
                && text.charAt(detail) == '.'
                && (end == text.length() || text.charAt(end) == ' ');
        // RFC 2034 4: the class must be the first digit of the code; anything else is text that looks alike.
        return shaped && text.charAt(0) - '0' == code / 100 ? Optional.of(text.substring(0, end)) : Optional.empty();
    }

    /** Index of the first character from {@code from} on that is no digit. */
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
