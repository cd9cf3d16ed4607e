package org.grapnel.hook.control;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.control.Syntax.Argument;
import org.grapnel.hook.control.Syntax.Occurs;
import org.grapnel.hook.control.Syntax.Option;

/** Reads one command's words by its syntax; used once, by one thread. */
final class ArgumentReader {
    private final Syntax syntax;
    private final Map<String, List<String>> found = new LinkedHashMap<>();
    private final List<String> positionals = new ArrayList<>();

    ArgumentReader(Syntax syntax) {
        this.syntax = syntax;
    }

    Arguments read(List<String> words) throws CommandException {
        boolean optionsEnded = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (optionsEnded || !word.startsWith("-") || word.equals("-") || isNumber(word)) {
                positionals.add(word);
            } else if (word.equals("--")) {
                optionsEnded = true;
            } else if (word.startsWith("--")) {
                readLong(word, rest);
            } else {
                readLetters(word, rest);
            }
        }
        assign();
        return new Arguments(words, found);
    }

    private void readLong(String word, Iterator<String> rest) throws CommandException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
        Option option = syntax.option(name).orElseThrow(() -> unknown("--" + name));
        Optional<String> attached = equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
        if (option.value().isEmpty() && attached.isPresent()) {
            throw CommandException.usage("--" + name + " takes no value; leave out =" + attached.get());
        }
        put(option, attached, rest);
    }

    /** Flags may share a dash; the first letter that takes a value takes the rest of the word, or the next word. */
    private void readLetters(String word, Iterator<String> rest) throws CommandException {
        for (int i = 1; i < word.length(); i++) {
            char letter = word.charAt(i);
            Option option = syntax.option(letter).orElseThrow(() -> unknown("-" + letter));
            boolean takesRest = option.value().isPresent() && i + 1 < word.length();
            put(option, takesRest ? Optional.of(word.substring(i + 1)) : Optional.empty(), rest);
            if (option.value().isPresent()) {
                return;
            }
        }
    }

    private void put(Option option, Optional<String> attached, Iterator<String> rest) throws CommandException {
        List<String> values = found.computeIfAbsent(option.name(), n -> new ArrayList<>());
        if (option.value().isPresent()) {
            if (attached.isEmpty() && !rest.hasNext()) {
                throw CommandException.usage("--" + option.name() + " needs a value: --" + option.name() + " "
                        + option.value().get());
            }
            values.add(attached.orElseGet(rest::next));
        }
    }

    private void assign() throws CommandException {
        Iterator<String> rest = positionals.iterator();
        for (Argument argument : syntax.arguments()) {
            boolean needed = argument.occurs() == Occurs.ONCE || argument.occurs() == Occurs.AT_LEAST_ONCE;
            if (needed && !rest.hasNext()) {
                throw CommandException.usage(argument.name() + " is missing: " + argument.summary());
            }
            boolean many = argument.occurs() == Occurs.ANY || argument.occurs() == Occurs.AT_LEAST_ONCE;
            List<String> values = new ArrayList<>();
            while (rest.hasNext() && (many || values.isEmpty())) {
                values.add(rest.next());
            }
            if (!values.isEmpty()) {
                found.put(argument.name(), values);
            }
        }
        if (rest.hasNext()) {
            throw CommandException.usage("one argument too many: " + rest.next());
        }
    }

    private CommandException unknown(String option) {
        String known = syntax.options().isEmpty()
                ? "it has none but --json and --help"
                : "there is "
                        + String.join(
                                ", ",
                                syntax.options().stream().map(Option::form).toList());
        return CommandException.usage("no such option: " + option + " – " + known);
    }

    private static boolean isNumber(String word) {
        return word.length() > 1 && word.substring(1).chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }
}
