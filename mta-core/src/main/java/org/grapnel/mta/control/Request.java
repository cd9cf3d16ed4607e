package org.grapnel.mta.control;

import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.control.Caller;
import org.grapnel.hook.control.CommandLine;
import org.grapnel.hook.control.CommandOutput;
import org.grapnel.hook.control.Format;
import org.grapnel.mta.control.show.Show;

/** One command line while it runs. Shared by the threads of its pipe. */
final class Request {
    /** The session variable under which the commands of a line find it. */
    private static final String KEY = ".grapnel.request";

    private final CommandLine line;
    private final String input;
    private final Caller caller;
    private final BoundedOutput output;
    private final Hooks hooks;
    private final Limits limits;
    private volatile int status;
    private volatile boolean ended;

    Request(CommandLine line, String input, Caller caller, CommandOutput face, Hooks hooks, Limits limits) {
        this.line = line;
        this.input = input;
        this.caller = caller;
        this.output = new BoundedOutput(face, limits.output());
        this.hooks = hooks;
        this.limits = limits;
    }

    void putInto(CommandSession session) {
        session.put(KEY, this);
    }

    /** The request of a session of ours; empty in sessions that others opened on the Gogo runtime. */
    static Optional<Request> in(CommandSession session) {
        return session.get(KEY) instanceof Request request ? Optional.of(request) : Optional.empty();
    }

    CommandLine line() {
        return line;
    }

    /** What its first command reads. */
    String input() {
        return input;
    }

    Caller caller() {
        return caller;
    }

    BoundedOutput output() {
        return output;
    }

    Hooks hooks() {
        return hooks;
    }

    Limits limits() {
        return limits;
    }

    Format format() {
        return line.format();
    }

    /** Of several failures the first one counts. */
    int status() {
        return status;
    }

    /** Shows what a line came to. Throws nothing: what can't be shown is a failure of the line. */
    void show(Object value) {
        try {
            if (value instanceof Shown shown) {
                new Show(shown.format(), ZoneId.systemDefault()).answer(shown.answer(), output::out);
            } else {
                new Show(format(), ZoneId.systemDefault()).value(value, output::out);
            }
        } catch (OutputEnded e) {
            end(1, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            end(130, "the caller went away");
        } catch (RuntimeException e) {
            fail(1, "the answer can't be shown: " + e);
        }
    }

    private void end(int failure, String message) {
        fail(failure, message);
        ended = true;
    }

    /** True when nothing more can be shown: the rest of the line does not run. */
    boolean ended() {
        return ended;
    }

    /** Tells the caller what went wrong, and remembers the status. */
    void fail(int failure, String message) {
        if (status == 0) {
            status = failure;
        }
        try {
            new Show(format(), ZoneId.systemDefault()).error(message, failure, output::lastWord);
        } catch (UncheckedIOException e) {
            status = 130;
        }
    }
}
