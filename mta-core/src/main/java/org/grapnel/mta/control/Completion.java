package org.grapnel.mta.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the word at the cursor could become: a command, an option, or a value that the command knows. */
final class Completion {
    private static final Logger LOG = LoggerFactory.getLogger(Completion.class);
    private static final int MOST = 1_000;
    private static final int LONGEST = 64 * 1024;
    private static final String STARTS_A_COMMAND = ";|&{(\n";

    private final Catalogue catalogue;

    Completion(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<String> complete(String text, int cursor) {
        if (text.length() > LONGEST) {
            return List.of();
        }
        String before = text.substring(0, Math.max(0, Math.min(cursor, text.length())));
        List<String> words = lastCommand(before);
        String begin = words.get(words.size() - 1);
        Stream<String> all = words.size() == 1 ? names() : inside(words, begin);
        return all.filter(c -> c.startsWith(begin))
                .distinct()
                .sorted()
                .limit(MOST)
                .toList();
    }

    private Stream<String> names() {
        return catalogue.commands().keySet().stream();
    }

    private Stream<String> inside(List<String> words, String begin) {
        Optional<ControlCommand> found = catalogue.find(words.get(0));
        if (found.isEmpty()) {
            return Stream.empty();
        }
        ControlCommand command = found.get();
        Syntax syntax = command.syntax();
        if (begin.startsWith("-")) {
            return Stream.concat(
                    Stream.of("--help", "--json"), syntax.options().stream().map(o -> "--" + o.name()));
        }
        Optional<Syntax.Option> awaited = awaiting(syntax, words.get(words.size() - 2));
        return awaited.isPresent()
                ? candidates(command, awaited.get().name(), begin)
                : argument(syntax, words)
                        .map(a -> candidates(command, a.name(), begin))
                        .orElse(Stream.empty());
    }

    /** The option whose value comes next. */
    private static Optional<Syntax.Option> awaiting(Syntax syntax, String word) {
        return syntax.options().stream()
                .filter(o -> o.value().isPresent())
                .filter(o -> word.equals("--" + o.name())
                        || o.letter().map(l -> word.equals("-" + l)).orElse(false))
                .findFirst();
    }

    /** The argument that the last word would be. */
    private static Optional<Syntax.Argument> argument(Syntax syntax, List<String> words) {
        int place = 0;
        for (int i = 1; i < words.size() - 1; i++) {
            boolean isValue = awaiting(syntax, words.get(i - 1)).isPresent();
            place += words.get(i).startsWith("-") || isValue ? 0 : 1;
        }
        List<Syntax.Argument> arguments = syntax.arguments();
        if (place < arguments.size()) {
            return Optional.of(arguments.get(place));
        }
        return arguments.stream()
                .reduce((first, second) -> second)
                .filter(last -> last.occurs() == Syntax.Occurs.ANY || last.occurs() == Syntax.Occurs.AT_LEAST_ONCE);
    }

    private static Stream<String> candidates(ControlCommand command, String parameter, String begin) {
        try {
            return command.candidates(parameter, begin).stream();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("{}: completion of {} failed", command.name(), parameter, e);
            return Stream.empty();
        }
    }

    /** The words of the command that the text ends in; the last one is being typed and may be empty. */
    private static List<String> lastCommand(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
                word.append(c);
            } else if (c == '"' || c == '\'') {
                quote = c;
                word.append(c);
            } else if (STARTS_A_COMMAND.indexOf(c) >= 0) {
                words.clear();
                word.setLength(0);
            } else if (c != ' ' && c != '\t') {
                word.append(c);
            } else if (word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        words.add(word.toString());
        return words;
    }
}
