package org.grapnel.mta.control;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;

/** The commands that stand behind a pipe; of the room {@code text}, whose name may be left out. */
record TextFilter(String name, String summary, Syntax syntax, Work work) implements ControlCommand {
    private static final Syntax LINES = Syntax.NONE.option('n', "lines", "N", "how many lines; 10 unless given");

    /** All of them. */
    static final List<ControlCommand> ALL = List.of(
            new TextFilter(
                    "text:grep",
                    "keep the lines that match a pattern",
                    Syntax.NONE
                            .flag('i', "ignore-case", "upper and lower case are alike")
                            .flag('v', "invert", "keep the lines that do not match")
                            .required("PATTERN", "a regular expression (java.util.regex)"),
                    TextFilter::grep),
            new TextFilter("text:head", "keep the first lines", LINES, (arguments, lines) -> {
                int count = (int) arguments.number("lines", 10, 0, Integer.MAX_VALUE);
                return join(lines.subList(0, Math.min(count, lines.size())));
            }),
            new TextFilter("text:tail", "keep the last lines", LINES, (arguments, lines) -> {
                int count = (int) arguments.number("lines", 10, 0, Integer.MAX_VALUE);
                return join(lines.subList(Math.max(0, lines.size() - count), lines.size()));
            }),
            new TextFilter(
                    "text:count",
                    "count the lines",
                    Syntax.NONE,
                    (arguments, lines) -> Answer.text(String.format(Locale.ROOT, "%d", lines.size()))));

    /** What a filter does with the lines that come in. */
    interface Work {
        Answer on(Arguments arguments, List<String> lines) throws CommandException;
    }

    @Override
    public boolean changesState() {
        return false;
    }

    @Override
    public Answer run(Arguments arguments, CommandInput input) throws CommandException {
        return work.on(arguments, input.text().lines().toList());
    }

    private static Answer grep(Arguments arguments, List<String> lines) throws CommandException {
        Pattern pattern;
        try {
            pattern = Pattern.compile(
                    arguments.required("PATTERN"), arguments.has("ignore-case") ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            throw CommandException.usage("PATTERN: " + e.getDescription() + " at position " + (e.getIndex() + 1));
        }
        boolean invert = arguments.has("invert");
        return join(lines.stream()
                .filter(line -> pattern.matcher(line).find() != invert)
                .toList());
    }

    private static Answer join(List<String> lines) {
        return Answer.text(lines.stream().collect(Collectors.joining("\n")));
    }
}
