package org.grapnel.launcher;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line, checked.
 *
 * @param base the instance directory, when one is named
 * @param settings the {@code --set} pairs in their order; a key given twice has its last value
 * @param stdin whether standard input belongs to the command of {@code exec}
 * @param command the words of {@code exec} or {@code spool-check}, joined by spaces
 */
record Arguments(
        Verb verb, Optional<Path> base, Map<String, String> settings, boolean json, boolean stdin, String command) {

    static Arguments parse(List<String> line) throws Refused {
        Deque<String> rest = new ArrayDeque<>(line);
        if (rest.isEmpty()) {
            throw wrong("what to do? `grapnel help` lists it");
        }
        String word = rest.pop();
        Verb verb =
                Verb.named(word).orElseThrow(() -> wrong("unknown command '" + word + "'; `grapnel help` lists them"));
        Optional<Path> base = Optional.empty();
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        boolean json = false;
        boolean stdin = false;
        boolean options = true;
        while (!rest.isEmpty()) {
            String next = rest.pop();
            if (options && next.equals("--")) {
                options = false;
            } else if (options && next.startsWith("--")) {
                int equals = next.indexOf('=');
                String name = equals < 0 ? next : next.substring(0, equals);
                if (!verb.takes(name)) {
                    throw wrong("`" + verb.word() + "` has no option " + name
                            + (verb.takesWords() ? "; quote the whole command if it is the command's" : ""));
                }
                if (name.equals("--json") || name.equals("--stdin")) {
                    json |= name.equals("--json");
                    stdin |= name.equals("--stdin");
                    continue;
                }
                if (equals >= 0) {
                    rest.push(next.substring(equals + 1));
                }
                String value = value(name, rest);
                if (name.equals("--base")) {
                    base = Optional.of(path(value));
                } else {
                    setting(value, settings);
                }
            } else if (verb.takesWords()) {
                words.add(next);
            } else {
                throw wrong("`" + verb.word() + "` takes no '" + next + "'");
            }
        }
        String command = String.join(" ", words).strip();
        if (verb.takesWords() && command.isEmpty()) {
            throw wrong(
                    verb == Verb.SPOOL_CHECK
                            ? "`spool-check` needs a directory, such as: grapnel spool-check data/spool"
                            : "`" + verb.word() + "` needs a command, such as: grapnel exec 'help'");
        }
        return new Arguments(verb, base, Map.copyOf(settings), json, stdin, command);
    }

    private static String value(String option, Deque<String> rest) throws Refused {
        if (rest.isEmpty() || rest.peek().isEmpty()) {
            throw wrong(option + " needs a value");
        }
        return rest.pop();
    }

    private static Path path(String value) throws Refused {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new Refused(Refused.USAGE, "--base: not a path: " + value, e);
        }
    }

    private static void setting(String pair, Map<String, String> settings) throws Refused {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? "" : pair.substring(0, equals).strip();
        if (key.isEmpty()) {
            throw wrong("--set " + pair + ": write KEY=VALUE, such as smtp.listen=127.0.0.1:2525");
        }
        settings.put(key, pair.substring(equals + 1));
    }

    private static Refused wrong(String line) {
        return new Refused(Refused.USAGE, line);
    }
}
