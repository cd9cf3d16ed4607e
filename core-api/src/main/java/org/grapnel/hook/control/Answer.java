package org.grapnel.hook.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a command answers: data. The control service alone renders it, for people or as JSON.
 *
 * <p>Values in tables and details are typed: {@link String}, {@link Boolean}, {@link Enum} (shown in lower case), whole and
 * decimal {@link Number}s, {@link Instant}, {@link Duration}, {@link Size}, {@link Ratio}, {@link Mark}, an {@link Optional}
 * or a {@link List} of such; in details also another {@link Answer}. Anything else is an IllegalArgumentException.
 *
 * <p>Keys are stable names in lowerCamel, part of the command's contract; as JSON they stand as they are, for people
 * {@code nextAttempt} is headed {@code NEXT ATTEMPT}.
 */
public sealed interface Answer {
    /** Rows of equal shape. As JSON: an array of objects. */
    record Table(List<Column> columns, List<List<Object>> rows) implements Answer {
        public Table {
            columns = List.copyOf(columns);
            List<List<Object>> copies = new ArrayList<>(rows.size());
            for (List<Object> row : rows) {
                copies.add(checked(columns, row));
            }
            rows = Collections.unmodifiableList(copies);
        }

        /** A table with one more row, for tests and short tables; for long ones use {@link Rows}. */
        public Table row(Object... values) {
            List<List<Object>> more = new ArrayList<>(rows);
            more.add(Arrays.asList(values));
            return new Table(columns, more);
        }

        private static List<Object> checked(List<Column> columns, List<Object> row) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row has " + row.size() + " values for " + columns.size() + " columns");
            }
            for (int i = 0; i < row.size(); i++) {
                Values.check(columns.get(i).key(), row.get(i), false);
            }
            return List.copyOf(row);
        }
    }

    /**
     * A column of a table.
     *
     * @param key its name in JSON
     * @param whole true when it must not be shortened to fit the terminal, as ids must not
     */
    record Column(String key, boolean whole) {
        public static Column of(String key) {
            return new Column(key, false);
        }

        public static Column whole(String key) {
            return new Column(key, true);
        }
    }

    /** Names and values of one thing, in order. As JSON: one object. A value may be another answer: a section, a tree. */
    record Details(Map<String, Object> values) implements Answer {
        public Details {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            values.forEach((key, value) -> Values.check(key, value, true));
        }

        public Details with(String key, Object value) {
            Map<String, Object> more = new LinkedHashMap<>(values);
            more.put(key, value);
            return new Details(more);
        }
    }

    /** Text as it is, for what has a form of its own: a message, a thread dump. As JSON: a string. */
    record Text(String text) implements Answer {}

    /** It is done; the message says what. As JSON: {@code {"done": message}}. */
    record Done(String message) implements Answer {}

    /** A count of bytes, shown as {@code 1.4 MB}; as JSON a number. */
    record Size(long bytes) {}

    /** A share from 0 to 1, shown as {@code 12.5 %}; as JSON a number. */
    record Ratio(double value) {}

    /** A word with a meaning that colour may show; as JSON the word. */
    record Mark(String word, Tone tone) {}

    enum Tone {
        GOOD,
        WARN,
        BAD,
        FAINT
    }

    /** Collects the rows of a long table; for one thread. */
    final class Rows {
        private final List<Column> columns;
        private final List<List<Object>> rows = new ArrayList<>();

        private Rows(List<Column> columns) {
            this.columns = columns;
        }

        public Rows add(Object... values) {
            rows.add(Arrays.asList(values));
            return this;
        }

        public int size() {
            return rows.size();
        }

        public Table table() {
            return new Table(columns, rows);
        }
    }

    /** A table of these columns, still without rows; a key with {@code !} behind it is a column that must stay whole: {@code "id!"}. */
    static Table table(String... keys) {
        return new Table(columns(keys), List.of());
    }

    /** The same for many rows. */
    static Rows rows(String... keys) {
        return new Rows(columns(keys));
    }

    static Details details() {
        return new Details(Map.of());
    }

    static Text text(String text) {
        return new Text(text);
    }

    static Done done(String message) {
        return new Done(message);
    }

    static Mark good(String word) {
        return new Mark(word, Tone.GOOD);
    }

    static Mark warn(String word) {
        return new Mark(word, Tone.WARN);
    }

    static Mark bad(String word) {
        return new Mark(word, Tone.BAD);
    }

    static Mark faint(String word) {
        return new Mark(word, Tone.FAINT);
    }

    /** A key as people see it: {@code nextAttempt} becomes {@code next attempt}. */
    static String title(String key) {
        return key.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    private static List<Column> columns(String... keys) {
        return Arrays.stream(keys)
                .map(key -> key.endsWith("!") ? Column.whole(key.substring(0, key.length() - 1)) : Column.of(key))
                .toList();
    }
}
