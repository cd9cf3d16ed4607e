package org.grapnel.hook.control;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command can't do what it was asked. The message names the thing, the place and the mend in one line, without the
 * command's name: {@code no such bundle: 99 – see bundle:list}.
 */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The exit status of a failure. */
    public static final int FAILED = 1;
    /** The exit status of a line that can't be understood. */
    public static final int USAGE = 2;
    /** The exit status of a command that does not exist. */
    public static final int UNKNOWN = 127;

    private final int status;
    private final transient @Nullable Answer answer;

    /** A failure, with exit status 1. */
    public CommandException(String message) {
        this(FAILED, message);
    }

    /** A failure that something else caused; the log shows the cause, the caller sees the message. */
    public CommandException(String message, Throwable cause) {
        super(message, cause);
        this.status = FAILED;
        this.answer = null;
    }

    /** A failure with an exit status of its own, 1–255. */
    public CommandException(int status, String message) {
        super(message);
        if (status < 1 || status > 255) {
            throw new IllegalArgumentException(status + ": the exit status of a failure is 1–255");
        }
        this.status = status;
        this.answer = null;
    }

    /**
     * A failure that has something to show all the same, such as what was done before it; exit status 1.
     *
     * @param answer is shown before the message
     */
    public CommandException(String message, Answer answer) {
        super(message);
        this.status = FAILED;
        this.answer = answer;
    }

    /** The line can't be understood: exit status 2. */
    public static CommandException usage(String message) {
        return new CommandException(USAGE, message);
    }

    public int status() {
        return status;
    }

    /** What is shown before the message; empty for most failures. */
    public Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }
}
