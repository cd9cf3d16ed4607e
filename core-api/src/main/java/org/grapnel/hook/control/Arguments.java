package org.grapnel.hook.control;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments and options that a command was called with, found by the names of its {@link Syntax}. Immutable.
 *
 * <p>ERRORS: values that don't read as asked are a {@link CommandException} with status 2.
 */
public final class Arguments {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d|)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "", Duration.ofSeconds(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private final List<String> words;
    private final Map<String, List<String>> values;

    Arguments(List<String> words, Map<String, List<String>> values) {
        this.words = List.copyOf(words);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        this.values = copy;
    }

    /** All words as they were typed. */
    public List<String> words() {
        return words;
    }

    /** True when the option or argument was given. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A required argument. */
    public String required(String name) throws CommandException {
        return first(name).orElseThrow(() -> CommandException.usage(name + " is missing"));
    }

    /** An argument, or the value of an option; of several the last. */
    public Optional<String> first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** The values of an argument or option that may stand more than once. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** A whole number from min to max, or the default where it was not given. */
    public long number(String name, long byDefault, long min, long max) throws CommandException {
        Optional<String> text = first(name);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notANumber(name, text.get(), min, max);
        }
        throw notANumber(name, text.get(), min, max);
    }

    /** A duration such as {@code 500ms}, {@code 20m}, {@code 2h}, {@code 5d}; a bare number counts seconds. */
    public Duration duration(String name, Duration byDefault) throws CommandException {
        Optional<String> text = first(name);
        if (text.isEmpty()) {
            return byDefault;
        }
        Matcher matcher = DURATION.matcher(text.get());
        if (!matcher.matches()) {
            throw CommandException.usage(
                    name + ": " + text.get() + " is not a duration such as 500ms, 30s, 20m, 2h or 5d");
        }
        return UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
    }

    private static CommandException notANumber(String name, String text, long min, long max) {
        return CommandException.usage(name + ": " + text + " is not a whole number from " + min + " to " + max);
    }
}
