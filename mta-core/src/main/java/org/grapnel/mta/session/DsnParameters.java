package org.grapnel.mta.session;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.grapnel.hook.Reply;
import org.grapnel.mta.mail.Xtext;

/** What a client may ask to be told about its mail: the parameters of the extension DSN (RFC 3461 4). */
final class DsnParameters {
    private static final int MAX_ENVID = 100; // RFC 3461 4.4
    private static final int MAX_ORCPT = 500; // RFC 3461 4.2
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9!#$%&'*/?^_`{|}~-]{1,64}"); // an atom, without plus
    private static final Set<String> EVENTS = Set.of("SUCCESS", "FAILURE", "DELAY");

    private DsnParameters() {}

    /** RFC 3461 4.3. */
    static Optional<Reply> ret(Exchange exchange, String value) {
        return wrongUnless(value.equalsIgnoreCase("FULL") || value.equalsIgnoreCase("HDRS"), "RET is FULL or HDRS");
    }

    /** RFC 3461 4.4. */
    static Optional<Reply> envid(Exchange exchange, String value) {
        return wrongUnless(
                !value.isEmpty() && value.length() <= MAX_ENVID && printable(value),
                "ENVID is xtext of printable characters, at most " + MAX_ENVID + " long");
    }

    /** RFC 3461 4.1: NEVER stands alone. */
    static Optional<Reply> notify(Exchange exchange, String value) {
        List<String> events = List.of(value.toUpperCase(Locale.ROOT).split(",", -1));
        return wrongUnless(
                events.equals(List.of("NEVER"))
                        || (EVENTS.containsAll(events) && new HashSet<>(events).size() == events.size()),
                "NOTIFY is NEVER, or a list of SUCCESS, FAILURE and DELAY");
    }

    /** RFC 3461 4.2. */
    static Optional<Reply> orcpt(Exchange exchange, String value) {
        int semicolon = value.indexOf(';');
        return wrongUnless(
                semicolon > 0
                        && value.length() <= MAX_ORCPT
                        && semicolon < value.length() - 1
                        && TYPE.matcher(value.substring(0, semicolon)).matches()
                        && printable(value.substring(semicolon + 1)),
                "ORCPT is type;address, the address as xtext, at most " + MAX_ORCPT + " long");
    }

    /** What would be a control character in a notice can't be asked for. */
    private static boolean printable(String xtext) {
        return Xtext.decode(xtext)
                .filter(text -> text.chars().allMatch(c -> c >= ' ' && c < 0x7f))
                .isPresent();
    }

    private static Optional<Reply> wrongUnless(boolean right, String rule) {
        return right ? Optional.empty() : Optional.of(Reply.of(501, "5.5.4", rule));
    }
}
