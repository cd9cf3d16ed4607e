package org.grapnel.mta.control;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.Process;
import org.grapnel.hook.control.Caller;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.jspecify.annotations.Nullable;

/** What comes to a command through its caller and its pipe. Read by the command's own thread. */
final class PipedInput implements CommandInput {
    private static final int STANDARD_INPUT = 0;

    private final Caller caller;
    private final String first;
    private final @Nullable Process process;
    private final int limit;
    private @Nullable String text;

    /** @param first what a command reads that has nothing to its left */
    PipedInput(Caller caller, String first, @Nullable Process process, int limit) {
        this.caller = caller;
        this.first = first;
        this.process = process;
        this.limit = limit;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public String text() throws CommandException {
        String known = text;
        if (known == null) {
            known = process == null || process.isTty(STANDARD_INPUT) ? first : read(process);
            text = known;
        }
        return known;
    }

    private String read(Process from) throws CommandException {
        Reader reader = new InputStreamReader(from.in(), StandardCharsets.UTF_8);
        StringBuilder read = new StringBuilder();
        char[] buffer = new char[8_192];
        try {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                if (read.length() + count > limit) {
                    throw new CommandException(
                            "what comes through the pipe is longer than " + limit / 1_000_000 + " MB");
                }
                read.append(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new CommandException("what comes through the pipe can't be read: " + e.getMessage(), e);
        }
        return read.toString();
    }
}
