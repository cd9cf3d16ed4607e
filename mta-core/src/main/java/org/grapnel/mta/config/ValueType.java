package org.grapnel.mta.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How the values of an option are written and read.
 *
 * @param <T> what the engine works with
 */
public final class ValueType<T> {
    private static final int MOST_ITEMS = 100_000;

    /** Makes a value of its texts. */
    interface Parser<T> {
        T parse(List<String> texts) throws BadValue;
    }

    /** Makes a value of its one text. */
    interface ScalarParser<T> {
        T parse(String text) throws BadValue;
    }

    private final String syntax;
    private final boolean list;
    private final Class<?> plainType;
    private final Parser<T> parser;
    private final Function<T, Object> plain;
    private final Function<T, String> show;

    private ValueType(
            String syntax,
            boolean list,
            Class<?> plainType,
            Parser<T> parser,
            Function<T, Object> plain,
            Function<T, String> show) {
        this.syntax = syntax;
        this.list = list;
        this.plainType = plainType;
        this.parser = parser;
        this.plain = plain;
        this.show = show;
    }

    /** One value that hooks see as it is. */
    static <T> ValueType<T> scalar(String syntax, Class<T> type, ScalarParser<T> parser, Function<T, String> show) {
        return scalar(syntax, type, parser, value -> value, show);
    }

    /** One value. */
    static <T> ValueType<T> scalar(
            String syntax,
            Class<?> plainType,
            ScalarParser<T> parser,
            Function<T, Object> plain,
            Function<T, String> show) {
        return new ValueType<>(syntax, false, plainType, texts -> parser.parse(texts.get(0)), plain, show);
    }

    /** Any number of values, which hooks see as a list of strings. */
    static <T> ValueType<T> list(String syntax, Parser<T> parser, Function<T, List<String>> texts) {
        return new ValueType<>(
                syntax, true, List.class, parser, texts::apply, value -> String.join(", ", texts.apply(value)));
    }

    /** What may be written, as a phrase for a page of the manual. */
    public String syntax() {
        return syntax;
    }

    public boolean isList() {
        return list;
    }

    /** What hooks see: Duration, Long, Integer, Boolean, String, or List. */
    public Class<?> plainType() {
        return plainType;
    }

    /** The value as hooks see it. */
    public Object plain(T value) {
        return plain.apply(value);
    }

    /** The value as one would write it. */
    public String show(T value) {
        return show.apply(value);
    }

    /** Reads a string, number, boolean, array or collection; a list may also be one string with commas. */
    T read(Object raw) throws BadValue {
        List<String> texts = new ArrayList<>();
        if (raw instanceof Object[] items) {
            addAll(texts, Arrays.asList(items));
        } else if (raw instanceof Collection<?> items) {
            addAll(texts, items);
        } else {
            String text = text(raw);
            if (!list) {
                return parser.parse(List.of(text));
            }
            Stream.of(text.split(","))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .forEach(texts::add);
        }
        if (!list && texts.size() != 1) {
            throw new BadValue("is a list of " + texts.size(), "write one value: " + syntax);
        }
        if (texts.size() > MOST_ITEMS) {
            throw new BadValue("has " + texts.size() + " items", "write at most " + MOST_ITEMS);
        }
        return parser.parse(texts);
    }

    private static void addAll(List<String> texts, Collection<?> items) throws BadValue {
        for (Object item : items) {
            texts.add(text(item));
        }
    }

    private static String text(Object raw) throws BadValue {
        if (raw instanceof Double || raw instanceof Float) {
            double number = ((Number) raw).doubleValue();
            return number == Math.rint(number) && Math.abs(number) < 1e15 ? "" + (long) number : raw.toString();
        }
        if (raw instanceof String || raw instanceof Number || raw instanceof Boolean || raw instanceof Character) {
            return raw.toString().strip();
        }
        throw new BadValue("is neither text, number nor boolean", "write one of these");
    }
}
