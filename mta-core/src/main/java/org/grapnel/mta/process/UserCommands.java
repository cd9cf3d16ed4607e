package org.grapnel.mta.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.auth.UserAdmin;

/** Who may authenticate. Passwords come as input or from a file, never as an argument: command lines are logged and listed. */
final class UserCommands {
    static final Syntax NAME = Syntax.NONE.required("NAME", "the user's name");
    static final Syntax SET = NAME.option(
                    "from", "FILE", "a file whose first line is the password; without it the password comes as input")
            .flag("readable", "keep the password so that it can be read, which CRAM-MD5 needs");

    private static final int LONGEST = 4_096;

    private final UserAdmin users;

    UserCommands(UserAdmin users) {
        this.users = users;
    }

    /** The table of these commands. */
    List<ControlCommand> all() {
        return List.of(
                new InputCommand("user:set", "add a user who may authenticate, or change the password", SET, this::set),
                new Command("user:remove", "remove a user", NAME, true, this::remove),
                new Command("user:list", "list the users of the users file", Command.NOTHING, false, this::list));
    }

    Answer set(Arguments arguments, CommandInput input) throws CommandException {
        String name = arguments.required("NAME");
        String text = arguments.first("from").isPresent()
                ? read(arguments.first("from").get())
                : input.text();
        String password = text.lines().findFirst().orElse("");
        if (password.isEmpty()) {
            throw CommandException.usage(
                    "the password is missing: give it as input (exec --stdin, or a pipe), or in the first line of a file with --from FILE");
        }
        try {
            boolean fresh = users.set(name, password, arguments.has("readable"));
            return Answer.done(name + (fresh ? " is added to " : " has a new password in ") + users.path());
        } catch (IOException e) {
            throw new CommandException(name + ": " + e.getMessage());
        }
    }

    Answer remove(Arguments arguments) throws CommandException {
        String name = arguments.required("NAME");
        try {
            if (users.remove(name)) {
                return Answer.done(name + " is removed from " + users.path());
            }
        } catch (IOException e) {
            throw new CommandException(name + ": " + e.getMessage());
        }
        throw new CommandException(name + ": no such user; user:list shows them");
    }

    Answer list(Arguments arguments) {
        Answer.Rows rows = Answer.rows("name!", "iterations", "readable");
        users.users().forEach(user -> rows.add(user.name(), user.iterations(), user.readable()));
        return rows.table();
    }

    private static String read(String file) throws CommandException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (InvalidPathException | IOException e) {
            throw new CommandException("--from " + file + ": can't be read: " + e.getMessage());
        }
    }
}
