package org.grapnel.mta.control.show;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Format;

/** Answers as people read them: aligned columns within the width of their terminal. */
final class ForPeople {
    private static final int INDENT = 2;
    private static final int WIDEST_KEY = 36;
    private static final Pattern CAMEL = Pattern.compile("[a-z0-9]+([A-Z][a-z0-9]*)*");

    private final Format format;
    private final ZoneId zone;

    ForPeople(Format format, ZoneId zone) {
        this.format = format;
        this.zone = zone;
    }

    void write(Answer answer, Consumer<String> lines) {
        write(answer, format.width(), lines);
    }

    private void write(Answer answer, int width, Consumer<String> lines) {
        if (answer instanceof Answer.Table table) {
            if (table.rows().isEmpty()) {
                lines.accept(Ansi.paint("none", Ansi.FAINT, format.color()));
            } else {
                new TableLayout(table, format, width, zone).write(lines);
            }
        } else if (answer instanceof Answer.Details details) {
            writeDetails(details, width, lines);
        } else if (answer instanceof Answer.Text text) {
            TerminalText.lines(text.text()).lines().forEach(lines);
        } else if (answer instanceof Answer.Done done) {
            lines.accept(TerminalText.line(done.message()));
        }
    }

    /** First the plain values, aligned; each nested answer becomes a section below, in its place. */
    private void writeDetails(Answer.Details details, int width, Consumer<String> lines) {
        int keys = 0;
        for (Map.Entry<String, Object> entry : details.values().entrySet()) {
            if (section(entry.getValue()).isEmpty()) {
                keys = Math.max(keys, TerminalText.width(title(entry.getKey())));
            }
        }
        keys = Math.min(keys, Math.min(WIDEST_KEY, width / 2));
        boolean first = true;
        boolean afterSection = false;
        for (Map.Entry<String, Object> entry : details.values().entrySet()) {
            Optional<Answer> section = section(entry.getValue());
            if (!first && (section.isPresent() || afterSection)) {
                lines.accept("");
            }
            if (section.isPresent()) {
                lines.accept(Ansi.paint(title(entry.getKey()), Ansi.HEADING, format.color()));
                String indent = " ".repeat(INDENT);
                write(section.get(), width - INDENT, line -> lines.accept(line.isEmpty() ? "" : indent + line));
            } else {
                writePair(title(entry.getKey()), entry.getValue(), keys, width, lines);
            }
            afterSection = section.isPresent();
            first = false;
        }
        if (first) {
            lines.accept(Ansi.paint("none", Ansi.FAINT, format.color()));
        }
    }

    private void writePair(String title, Object value, int keys, int width, Consumer<String> lines) {
        List<?> values = value instanceof List<?> list && !list.isEmpty() ? list : List.of(value);
        String head = TerminalText.pad(title, keys, false);
        int room = Math.max(16, width - keys - INDENT);
        for (Object each : values) {
            Cell cell = Cell.of(each, zone);
            for (String part : TerminalText.wrap(cell.text(), room)) {
                String key = Ansi.paint(head, Ansi.FAINT, format.color() && !head.isBlank());
                lines.accept((key + " ".repeat(INDENT) + cell.paint(part, format.color())).stripTrailing());
                head = " ".repeat(keys);
            }
        }
    }

    private static Optional<Answer> section(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.flatMap(ForPeople::section);
        }
        return value instanceof Answer answer ? Optional.of(answer) : Optional.empty();
    }

    /** Keys of answers read as words; names that others chose, such as header fields, stay as they are. */
    private static String title(String key) {
        return TerminalText.line(CAMEL.matcher(key).matches() ? Answer.title(key) : key);
    }
}
