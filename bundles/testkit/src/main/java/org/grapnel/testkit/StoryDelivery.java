package org.grapnel.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * The DELIVERED section: how many mails, and groups of checks that each must hold for another mail. Deliveries have no
 * promised order, so any assignment of groups to mails will do.
 */
record StoryDelivery(int line, int count, List<Mail> mails) {
    StoryDelivery {
        mails = List.copyOf(mails);
    }

    record Mail(List<Check> checks) {}

    /** One check, as it is written on its line. */
    record Check(int line, String written, BiPredicate<ReceivedMail, StoryText> holds, StoryText text) {
        boolean passes(ReceivedMail mail) {
            return holds.test(mail, text);
        }
    }

    private static final Map<String, BiPredicate<ReceivedMail, StoryText>> CHECKS = new TreeMap<>(Map.of(
            "from", (mail, text) -> text.matches(mail.envelope().sender()),
            "to", (mail, text) -> text.matches(String.join(", ", mail.envelope().addresses())),
            "mail-parameter",
                    (mail, text) -> mail.envelope().parameters().stream().anyMatch(text::matches),
            "rcpt-parameter",
                    (mail, text) -> mail.envelope().recipients().stream()
                            .flatMap(r -> r.parameters().stream())
                            .anyMatch(text::matches),
            "header", (mail, text) -> mail.headerFields().stream().anyMatch(text::matches),
            "no-header", (mail, text) -> mail.headers(text.written()).isEmpty(),
            "body-contains", (mail, text) -> text.within(utf8(mail.body())),
            "body-lacks", (mail, text) -> !text.within(utf8(mail.body())),
            "size", (mail, text) -> text.matches(Integer.toString(mail.size()))));

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    static Check check(int line, String written) {
        int colon = written.indexOf(':');
        String name = colon < 0 ? written : written.substring(0, colon);
        BiPredicate<ReceivedMail, StoryText> holds = CHECKS.get(name);
        if (holds == null) throw new IllegalArgumentException("'" + name + "' is not one of " + CHECKS.keySet());
        String value = colon < 0 ? "" : written.substring(colon + 1).strip();
        return new Check(line, written, holds, StoryText.of(value));
    }

    String place(String name) {
        return name + ":" + line;
    }

    void verify(String name, List<ReceivedMail> delivered) {
        if (delivered.size() != count)
            throw new AssertionError(
                    place(name) + ": DELIVERED " + count + ", but there are " + delivered.size() + ": " + delivered);
        if (assign(0, new ArrayList<>(delivered))) return;
        throw new AssertionError(mails.stream()
                .map(mail -> reason(name, mail, delivered))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> place(name) + ": two groups of checks hold for the same mail only: " + delivered));
    }

    /** Tries every mail left for the group at this index; the groups are few. */
    private boolean assign(int index, List<ReceivedMail> left) {
        if (index == mails.size()) return true;
        for (ReceivedMail mail : List.copyOf(left)) {
            if (!mails.get(index).checks().stream().allMatch(c -> c.passes(mail))) continue;
            left.remove(mail);
            if (assign(index + 1, left)) return true;
            left.add(mail);
        }
        return false;
    }

    /** Why no mail passes the group: the check that fails, for the mail that comes furthest. */
    private static Optional<String> reason(String name, Mail group, List<ReceivedMail> delivered) {
        int furthest = 0;
        for (ReceivedMail mail : delivered) {
            int passed = 0;
            while (passed < group.checks().size() && group.checks().get(passed).passes(mail)) passed++;
            if (passed == group.checks().size()) return Optional.empty();
            furthest = Math.max(furthest, passed);
        }
        Check failing = group.checks().get(furthest);
        return Optional.of(
                name + ":" + failing.line() + ": no delivered mail has '" + failing.written() + "'; delivered:\n"
                        + delivered.stream().map(StoryDelivery::shown).collect(Collectors.joining("\n")));
    }

    private static String shown(ReceivedMail mail) {
        String text = mail.text();
        return mail + "\n"
                + Arrays.stream(text.substring(0, Math.min(text.length(), 2_000))
                                .split("\r\n"))
                        .map(l -> "    | " + l)
                        .collect(Collectors.joining("\n"));
    }
}
