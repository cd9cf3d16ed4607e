package org.grapnel.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.grapnel.testkit.StoryDelivery.Check;
import org.grapnel.testkit.StoryDelivery.Mail;

/** Reads a story's text, one line at a time. Each kind of line is one entry of the table. */
final class StoryParser {
    private static final String SETTING = "[settings] ";

    private interface Kind {
        void take(int line, String rest);
    }

    private final String name;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<StoryStep> steps = new ArrayList<>();
    private final List<Mail> mails = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private int deliveredAt;
    private int delivered;

    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    StoryParser(String name) {
        this.name = name;
        kinds.put("C: ", (line, rest) -> send(line, rest, (rest + "\r\n").getBytes(StandardCharsets.UTF_8)));
        kinds.put("C> ", (line, rest) -> send(line, rest, unescaped(rest)));
        kinds.put("C64: ", (line, rest) -> send(line, rest, Base64.getDecoder().decode(rest.strip())));
        kinds.put("S: ", (line, rest) -> steps.add(new StoryStep.Expect(line, StoryText.of(rest))));
        kinds.put("-- ", (line, rest) -> steps.add(new StoryStep.Act(line, action(rest))));
        kinds.put(SETTING, this::setting);
        kinds.put("DELIVERED ", this::delivered);
    }

    SmtpStory parse(String text) {
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            try {
                take(number, line);
            } catch (PatternSyntaxException e) {
                throw fault(number, "not a regular expression: " + e.getDescription());
            } catch (IllegalArgumentException e) {
                throw fault(number, String.valueOf(e.getMessage()));
            }
        }
        endMail();
        if (steps.isEmpty()) throw fault(number, "a story without a dialogue");
        if (mails.size() > delivered)
            throw fault(deliveredAt, "checks of " + mails.size() + " mails, DELIVERED " + delivered);
        return new SmtpStory(
                name,
                settings,
                steps,
                deliveredAt == 0 ? Optional.empty() : Optional.of(new StoryDelivery(deliveredAt, delivered, mails)));
    }

    private void take(int number, String line) {
        if (line.startsWith("#")) return;
        if (deliveredAt > 0) {
            if (line.isBlank()) endMail();
            else if (line.startsWith("  ")) checks.add(StoryDelivery.check(number, line.strip()));
            else throw new IllegalArgumentException("below DELIVERED stand indented checks only, not '" + line + "'");
            return;
        }
        if (line.isBlank()) return;
        // an editor that strips line ends makes "C: " of an empty line "C:"
        String full = line.equals("C:") || line.equals("S:") ? line + " " : line;
        for (Map.Entry<String, Kind> kind : kinds.entrySet()) {
            if (full.startsWith(kind.getKey())) {
                kind.getValue().take(number, full.substring(kind.getKey().length()));
                return;
            }
        }
        throw new IllegalArgumentException("'" + line + "' begins with none of " + kinds.keySet() + " and #");
    }

    private void send(int line, String shown, byte[] bytes) {
        steps.add(new StoryStep.Send(line, shown, new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    private static StoryStep.Action action(String word) {
        for (StoryStep.Action action : StoryStep.Action.values()) {
            if (action.name().toLowerCase(Locale.ROOT).equals(word.strip())) return action;
        }
        throw new IllegalArgumentException("'-- " + word + "' is not one of connect, close, end, closed, tls");
    }

    private void setting(int line, String rest) {
        int equals = rest.indexOf('=');
        if (equals < 1) throw new IllegalArgumentException("a setting is key=value, not '" + rest + "'");
        if (!steps.isEmpty()) throw new IllegalArgumentException("settings stand above the dialogue");
        settings.put(
                rest.substring(0, equals).strip(), rest.substring(equals + 1).strip());
    }

    private void delivered(int line, String rest) {
        if (!rest.strip().matches("[0-9]{1,6}"))
            throw new IllegalArgumentException("DELIVERED needs a number, not '" + rest + "'");
        deliveredAt = line;
        delivered = Integer.parseInt(rest.strip());
    }

    private void endMail() {
        if (checks.isEmpty()) return;
        mails.add(new Mail(List.copyOf(checks)));
        checks.clear();
    }

    private AssertionError fault(int line, String what) {
        return new AssertionError(name + ":" + line + ": " + what);
    }

    /** C escapes: \r \n \t \0 \\ and \xHH. Other characters stand for their UTF-8 bytes. */
    static byte[] unescaped(String text) {
        StringBuilder latin = new StringBuilder();
        String utf8 = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        for (int i = 0; i < utf8.length(); i++) {
            char c = utf8.charAt(i);
            if (c != '\\') {
                latin.append(c);
                continue;
            }
            if (++i == utf8.length()) throw new IllegalArgumentException("a lone backslash at the end of the line");
            int known = "rnt0\\".indexOf(utf8.charAt(i));
            if (known >= 0) {
                latin.append("\r\n\t\0\\".charAt(known));
            } else if (utf8.charAt(i) == 'x' && utf8.substring(i).matches("x[0-9A-Fa-f]{2}.*")) {
                latin.append((char) Integer.parseInt(utf8.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                throw new IllegalArgumentException("\\" + utf8.charAt(i) + " is not one of \\r \\n \\t \\0 \\\\ \\xHH");
            }
        }
        return latin.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
