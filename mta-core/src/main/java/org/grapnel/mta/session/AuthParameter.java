package org.grapnel.mta.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.grapnel.hook.Reply;

/** The AUTH parameter of MAIL (RFC 4954 5): who submitted the mail, as xtext (RFC 3461 4). */
final class AuthParameter {
    static final String KEYWORD = "AUTH";

    private static final String NOBODY = "<>";
    private static final int LONGEST = 500;
    private static final Pattern XTEXT = Pattern.compile("([!-*,-<>-~]|\\+[0-9A-F]{2})+");

    private AuthParameter() {}

    static Optional<Reply> problem(Exchange exchange, String value) {
        boolean right = value.equals(NOBODY)
                || (value.length() <= LONGEST
                        && XTEXT.matcher(value).matches()
                        && !decoded(value).isEmpty()
                        && decoded(value).chars().noneMatch(Character::isISOControl));
        return right ? Optional.empty() : Optional.of(Reply.of(501, "5.5.4", "AUTH takes a mailbox as xtext, or <>"));
    }

    /**
     * The parameters as they count: what a client that did not authenticate says of the submitter is not believed, as if it had said
     * {@code AUTH=<>} (RFC 4954 5).
     */
    static Map<String, String> believed(SmtpSession session, Map<String, String> parameters) {
        if (!parameters.containsKey(KEYWORD) || session.authenticated().isPresent()) {
            return parameters;
        }
        Map<String, String> believed = new LinkedHashMap<>(parameters);
        believed.put(KEYWORD, NOBODY);
        return believed;
    }

    private static String decoded(String xtext) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < xtext.length(); i++) {
            char c = xtext.charAt(i);
            if (c == '+') {
                text.append((char) Integer.parseInt(xtext, i + 1, i + 3, 16));
                i += 2;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
