package org.grapnel.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code bin/grapnel} can be asked to do: its name, the options it takes, whether words may follow. */
enum Verb {
    RUN("run", "--base --set", false, "start in the foreground; on a terminal, with the shell"),
    START("start", "--base --set", false, "start as a daemon; returns when the instance is ready"),
    STOP("stop", "--base", false, "stop the daemon orderly"),
    STATUS("status", "--base", false, "exit status 0: running, 3: not"),
    EXEC("exec", "--base --json --stdin", true, "run one control COMMAND in the running instance"),
    SHELL("shell", "--base", false, "interactive shell of the running instance; reads a pipe, too"),
    SPOOL_CHECK(
            "spool-check", "", true, "verify the spool in DIR, which no process may be using; 0: whole, 1: damaged"),
    VERSION("version", "", false, "print the version"),
    HELP("help", "", false, "print this"),
    /** What {@code start} runs in the background; not for people. */
    DAEMON("daemon", "--base --set", false, "");

    private final String word;
    /** Separated by spaces. */
    private final String options;

    private final boolean takesWords;
    private final String help;

    Verb(String word, String options, boolean takesWords, String help) {
        this.word = word;
        this.options = options;
        this.takesWords = takesWords;
        this.help = help;
    }

    static Optional<Verb> named(String word) {
        return Arrays.stream(values())
                .filter(v -> v.word.equals(word) || word.equals("--" + v.word))
                .findFirst();
    }

    String word() {
        return word;
    }

    boolean takes(String option) {
        return List.of(options.split(" ")).contains(option);
    }

    boolean takesWords() {
        return takesWords;
    }

    static String usage() {
        return Arrays.stream(values())
                .filter(v -> !v.help.isEmpty())
                .map(v -> String.format("  grapnel %-40s %s%n", v.synopsis(), v.help))
                .collect(Collectors.joining(
                        "",
                        String.format("Usage:%n"),
                        String.format("%n"
                                + "  --base DIR       the instance: DIR/etc, deploy, data, log (default: the installation)%n"
                                + "  --set KEY=VALUE  a setting that overrides etc/grapnel.json (repeatable)%n"
                                + "  --json           answer in JSON%n"
                                + "  --stdin          standard input is the command's input, up to 64 KB%n"
                                + "Environment: JAVA_HOME, GRAPNEL_JAVA_OPTS%n")));
    }

    /** What the words are. */
    String wanted() {
        return this == SPOOL_CHECK ? "DIR" : "'COMMAND …'";
    }

    private String synopsis() {
        return word
                + (takesWords ? " " + wanted() : "")
                + (takes("--json") ? " [--json]" : "")
                + (takes("--stdin") ? " [--stdin]" : "")
                + (takes("--base") ? " [--base DIR]" : "")
                + (takes("--set") ? " [--set …]" : "");
    }
}
