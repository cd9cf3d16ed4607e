package org.grapnel.mta.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;

/** {@code help}: all commands by room, one room, or one command. */
final class HelpCommand implements ControlCommand {
    private static final String LANGUAGE =
            """
            command argument… --option value      run a command; -- ends the options
            command ; command                     one after the other; a failure ends the line
            command | command                     the first one's text is the second one's input
            command | grep 'pattern'              see also head, tail, count
            name = (command)   $name              keep an answer, use it
            "two words"   'as it $stands'         quotes; \\ makes the next character plain
            [a b c]                               a list: several arguments
            --json                                on every command: the answer as JSON
            --help                                on every command: its page""";

    private final Catalogue.Current catalogue;

    HelpCommand(Catalogue.Current catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String summary() {
        return "list the commands, or show one";
    }

    @Override
    public Syntax syntax() {
        return Syntax.NONE.optional("NAME", "a command, a room, or the word syntax");
    }

    @Override
    public boolean changesState() {
        return false;
    }

    @Override
    public Answer run(Arguments arguments, CommandInput input) throws CommandException {
        if (arguments.first("NAME").isEmpty()) {
            return list(catalogue.get().all().stream().toList());
        }
        String name = arguments.required("NAME");
        if (name.equals("syntax")) {
            return Answer.text(LANGUAGE);
        }
        Catalogue now = catalogue.get();
        if (now.find(name).isPresent()) {
            return page(now.find(name).get());
        }
        List<ControlCommand> room = now.all().stream()
                .filter(c -> Catalogue.room(c.name()).equals(name))
                .toList();
        if (room.isEmpty()) {
            List<String> near = Nearest.names(name, now.commands().keySet());
            throw new CommandException("no such command or room: " + name + " – "
                    + (near.isEmpty() ? "see help" : "did you mean " + String.join(" or ", near) + "?"));
        }
        return list(room);
    }

    @Override
    public List<String> candidates(String parameter, String begin) {
        return List.copyOf(catalogue.get().commands().keySet());
    }

    private static Answer list(List<ControlCommand> commands) {
        Map<String, Map<String, Object>> rooms = new TreeMap<>();
        for (ControlCommand command : commands) {
            rooms.computeIfAbsent(Catalogue.room(command.name()), r -> new LinkedHashMap<>())
                    .put(command.name(), command.summary());
        }
        Answer.Details list = Answer.details();
        for (Map.Entry<String, Map<String, Object>> room : rooms.entrySet()) {
            list = list.with(room.getKey(), new Answer.Details(room.getValue()));
        }
        return list;
    }

    /** The page of one command. */
    static Answer page(ControlCommand command) {
        Syntax syntax = command.syntax();
        Map<String, Object> arguments = new LinkedHashMap<>();
        syntax.arguments().forEach(a -> arguments.put(a.name(), a.summary()));
        Map<String, Object> options = new LinkedHashMap<>();
        syntax.options().forEach(o -> options.put(o.form(), o.summary()));
        options.put("--json", "the answer as JSON");
        options.put("--help", "this page");
        Answer.Details page = Answer.details()
                .with("command", command.name())
                .with("summary", command.summary())
                .with("usage", syntax.usage(command.name()))
                .with("changesState", command.changesState());
        if (!arguments.isEmpty()) {
            page = page.with("arguments", new Answer.Details(arguments));
        }
        return page.with("options", new Answer.Details(options));
    }
}
