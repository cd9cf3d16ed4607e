package org.grapnel.mta.control.show;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Answer.Tone;

/**
 * A value as people see it.
 *
 * @param text on one line, without control characters
 * @param right whether it is aligned to the right, as quantities are
 * @param shrinks whether it may be cut to fit
 */
record Cell(String text, boolean right, boolean shrinks, Optional<Tone> tone) {
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    /** Of the words for states and kinds, which are never cut. */
    private static final int LONGEST_WORD = 12;

    private static final Cell ABSENT = new Cell("–", false, false, Optional.of(Tone.FAINT));

    static Cell of(Object value, ZoneId zone) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? of(optional.get(), zone) : ABSENT;
        }
        if (value instanceof List<?> list) {
            String joined = list.stream().map(v -> of(v, zone).text).collect(Collectors.joining(", "));
            return list.isEmpty() ? ABSENT : word(joined);
        }
        if (value instanceof Answer.Mark mark) {
            String text = TerminalText.line(mark.word());
            return new Cell(text, false, text.length() > LONGEST_WORD, Optional.of(mark.tone()));
        }
        if (value instanceof Instant instant) {
            return new Cell(INSTANT.format(instant.atZone(zone)), false, false, Optional.empty());
        }
        return quantity(value)
                .map(text -> new Cell(text, true, false, Optional.empty()))
                .orElseGet(() ->
                        value instanceof Enum<?> || value instanceof Boolean ? fixed(word(value)) : word(word(value)));
    }

    /** One of a few words, which would be none any more when it were cut. */
    private static Cell fixed(String text) {
        return new Cell(text, false, text.length() > LONGEST_WORD, Optional.empty());
    }

    private static Optional<String> quantity(Object value) {
        if (value instanceof Number number) {
            return Optional.of(Quantities.number(number));
        }
        if (value instanceof Answer.Size size) {
            return Optional.of(Quantities.size(size));
        }
        if (value instanceof Duration duration) {
            return Optional.of(Quantities.duration(duration));
        }
        return value instanceof Answer.Ratio ratio ? Optional.of(Quantities.ratio(ratio)) : Optional.empty();
    }

    private static Cell word(String text) {
        return new Cell(TerminalText.line(text), false, true, Optional.empty());
    }

    private static String word(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        return value instanceof Enum<?> constant
                ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : value.toString();
    }

    boolean isEmpty() {
        return text.isEmpty() || equals(ABSENT);
    }

    int width() {
        return TerminalText.width(text);
    }

    /** The text in so many columns, with its colour. */
    String fit(int columns, boolean alignRight, boolean color) {
        String padded = TerminalText.pad(TerminalText.cut(text, columns), columns, alignRight);
        return paint(padded, color);
    }

    String paint(String part, boolean color) {
        return tone.map(t -> Ansi.paint(part, Ansi.attribute(t), color)).orElse(part);
    }
}
