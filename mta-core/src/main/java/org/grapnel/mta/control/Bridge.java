package org.grapnel.mta.control;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.Caller;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.CommandLine;
import org.grapnel.hook.control.CommandOutput;
import org.grapnel.hook.control.ControlAllowWritableConfig;
import org.grapnel.hook.control.ControlAllowWritableConfig2;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.ControlPostControl;
import org.grapnel.hook.control.Format;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of our commands as Gogo sees it: a function that reads its words, asks the hooks, and returns an answer. */
final class Bridge implements Function {
    /** The scope of commands that have no room. */
    static final String SCOPE = "grapnel";
    /** The room of the filters, which need not be named. */
    static final String FILTERS = "text";

    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);
    private static final int STANDARD_OUTPUT = 1;

    private final ControlCommand command;
    private final Supplier<Hooks> hooks;
    private final Limits limits;

    Bridge(ControlCommand command, Supplier<Hooks> hooks, Limits limits) {
        this.command = command;
        this.hooks = hooks;
        this.limits = limits;
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments) throws Exception {
        Process process = Process.Utils.current();
        Request request = Request.in(session).orElseGet(() -> stranger(session));
        if (request.ended()) {
            throw new Failure(CommandException.FAILED, "the line has ended");
        }
        List<String> words = new ArrayList<>();
        flatten(arguments, words);
        boolean json = takeFlag(words, "--json") || request.format().json();
        Format format =
                new Format(json, request.format().width(), request.format().color());
        try {
            Answer answer = takeFlag(words, "--help")
                    ? HelpCommand.page(command)
                    : run(request, words, new PipedInput(request.caller(), request.input(), process, limits.input()));
            return handOn(new Shown(answer, format), process);
        } catch (CommandException e) {
            if (e.getCause() != null) {
                LOG.warn("{}: {}", command.name(), e.getMessage(), e.getCause());
            }
            e.answer().ifPresent(answer -> request.show(new Shown(answer, format)));
            String usage = e.status() == CommandException.USAGE
                    ? " – usage: " + command.syntax().usage(command.name())
                    : "";
            throw new Failure(e.status(), command.name() + ": " + e.getMessage() + usage);
        }
    }

    private Answer run(Request request, List<String> words, CommandInput input)
            throws CommandException, InterruptedException {
        Arguments arguments = command.syntax().parse(words);
        try {
            if (command.changesState() && !allowed(request, arguments, input)) {
                throw new CommandException("refused: a handler of control_allow_writable_config does not allow it");
            }
            return command.run(arguments, input);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            if (Thread.currentThread().isInterrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            LOG.error("{}: the command failed by a fault of its own", command.name(), e);
            throw new CommandException("a fault of the command, not of yours: " + e + "; the log has the details");
        } finally {
            request.hooks().call(ControlPostControl.POINT, command, arguments, input, request.output());
        }
    }

    private boolean allowed(Request request, Arguments arguments, CommandInput input) {
        CommandOutput output = request.output();
        Optional<Boolean> answer =
                request.hooks().call(ControlAllowWritableConfig2.POINT, command, arguments, input, output);
        return answer.or(() -> request.hooks().call(ControlAllowWritableConfig.POINT, command, output))
                .orElse(true);
    }

    /** A redirected output ({@code > file}) gets the text now, because Gogo prints only what goes into a pipe. */
    private static Object handOn(Shown shown, Process process) {
        boolean redirected = process != null
                && !process.isTty(STANDARD_OUTPUT)
                && process.job().parent() == null
                && isLast(process);
        if (!redirected) {
            return shown;
        }
        process.out().println(shown);
        return "";
    }

    private static boolean isLast(Process process) {
        List<Process> all = process.job().processes();
        return all.get(all.size() - 1) == process;
    }

    /** Commands are also there for sessions that other bundles open on the Gogo runtime; their text goes where Gogo prints. */
    private Request stranger(CommandSession session) {
        Caller caller = new Caller(System.getProperty("user.name", "unknown"), "gogo");
        CommandOutput output = CommandOutput.to(session.getConsole()::print, session.getConsole()::print);
        return new Request(new CommandLine(command.name(), Format.PLAIN), "", caller, output, hooks.get(), limits);
    }

    private static void flatten(Collection<?> values, List<String> words) throws Failure {
        for (Object value : values) {
            if (value instanceof Collection<?> more) {
                flatten(more, words);
            } else if (value == null) {
                throw new Failure(CommandException.USAGE, "an argument has no value: a variable that was not set?");
            } else {
                words.add(value.toString());
            }
        }
    }

    private static boolean takeFlag(List<String> words, String flag) {
        int end = words.indexOf("--");
        int found = words.indexOf(flag);
        if (found < 0 || (end >= 0 && end < found)) {
            return false;
        }
        words.remove(found);
        return true;
    }
}
