package org.grapnel.hook.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arguments and options of a command, as data. Immutable: each method makes a new one.
 *
 * <pre>{@code
 * Syntax.NONE.optional("PATTERN", "part of a name").flag('l', "location", "show locations").option("limit", "N", "rows")
 * }</pre>
 */
public record Syntax(List<Argument> arguments, List<Option> options) {
    /** No arguments, no options. */
    public static final Syntax NONE = new Syntax(List.of(), List.of());

    /** How often an argument may stand. */
    public enum Occurs {
        ONCE,
        OPTIONAL,
        ANY,
        AT_LEAST_ONCE
    }

    /**
     * A word that is known by its place.
     *
     * @param name in upper case, such as {@code DOMAIN}
     */
    public record Argument(String name, Occurs occurs, String summary) {
        String usage() {
            return switch (occurs) {
                case ONCE -> name;
                case OPTIONAL -> "[" + name + "]";
                case ANY -> "[" + name + "…]";
                case AT_LEAST_ONCE -> name + "…";
            };
        }
    }

    /**
     * A word that is known by its dashes.
     *
     * @param name without dashes, in lower case, such as {@code limit}
     * @param letter its short form
     * @param value what its value is called, such as {@code N}; empty for a flag
     */
    public record Option(String name, Optional<Character> letter, Optional<String> value, String summary) {
        /** Such as {@code -n, --limit N}. */
        public String form() {
            return letter.map(l -> "-" + l + ", ").orElse("") + "--" + name
                    + value.map(v -> " " + v).orElse("");
        }

        String usage() {
            return "[" + letter.map(l -> "-" + l).orElse("--" + name)
                    + value.map(v -> " " + v).orElse("") + "]";
        }
    }

    public Syntax {
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
    }

    public Syntax required(String name, String summary) {
        return plus(new Argument(name, Occurs.ONCE, summary));
    }

    public Syntax optional(String name, String summary) {
        return plus(new Argument(name, Occurs.OPTIONAL, summary));
    }

    /** Any number of them, also none; as the last argument. */
    public Syntax any(String name, String summary) {
        return plus(new Argument(name, Occurs.ANY, summary));
    }

    /** One or more of them; as the last argument. */
    public Syntax several(String name, String summary) {
        return plus(new Argument(name, Occurs.AT_LEAST_ONCE, summary));
    }

    public Syntax flag(String name, String summary) {
        return plus(new Option(name, Optional.empty(), Optional.empty(), summary));
    }

    public Syntax flag(char letter, String name, String summary) {
        return plus(new Option(name, Optional.of(letter), Optional.empty(), summary));
    }

    public Syntax option(String name, String value, String summary) {
        return plus(new Option(name, Optional.empty(), Optional.of(value), summary));
    }

    public Syntax option(char letter, String name, String value, String summary) {
        return plus(new Option(name, Optional.of(letter), Optional.of(value), summary));
    }

    /** The line that shows how a command is called, such as {@code queue:list [--limit N] [DOMAIN]}. */
    public String usage(String command) {
        return Stream.concat(
                        Stream.of(command),
                        Stream.concat(
                                options.stream().map(Option::usage),
                                arguments.stream().map(Argument::usage)))
                .collect(Collectors.joining(" "));
    }

    /**
     * Reads the words behind a command's name. {@code --} ends the options; {@code --name=value} and {@code --name value}
     * are the same, as are {@code -n 5} and {@code -n5}.
     *
     * @throws CommandException with status 2, naming the word that does not fit
     */
    public Arguments parse(List<String> words) throws CommandException {
        return new ArgumentReader(this).read(words);
    }

    Optional<Option> option(String name) {
        return options.stream().filter(o -> o.name().equals(name)).findFirst();
    }

    Optional<Option> option(char letter) {
        return options.stream()
                .filter(o -> o.letter().equals(Optional.of(letter)))
                .findFirst();
    }

    private Syntax plus(Argument argument) {
        if (!arguments.isEmpty()) {
            Argument last = arguments.get(arguments.size() - 1);
            if ((last.occurs != Occurs.ONCE && argument.occurs != Occurs.OPTIONAL && argument.occurs != Occurs.ANY)
                    || last.occurs == Occurs.ANY
                    || last.occurs == Occurs.AT_LEAST_ONCE) {
                throw new IllegalArgumentException(argument.name + " can't follow " + last.usage());
            }
        }
        List<Argument> more = new ArrayList<>(arguments);
        more.add(argument);
        return new Syntax(more, options);
    }

    private Syntax plus(Option option) {
        List<Option> more = new ArrayList<>(options);
        more.add(option);
        return new Syntax(arguments, more);
    }
}
