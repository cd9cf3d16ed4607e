package org.grapnel.mta.control;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Job;
import org.grapnel.hook.Handled;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.control.Caller;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandLine;
import org.grapnel.hook.control.CommandOutput;
import org.grapnel.hook.control.ControlPostCommand;
import org.grapnel.hook.control.ControlPreCommand;
import org.grapnel.hook.control.ControlService;
import org.grapnel.hook.control.Format;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs lines: one Gogo session each, so that nothing of one line is seen by another. */
public final class Control implements ControlService {
    private static final Logger LOG = LoggerFactory.getLogger(Control.class);
    private static final int INTERRUPTED = 130;

    private final Supplier<Hooks> hooks;
    private final Supplier<Optional<CommandProcessor>> gogo;
    private final Catalogue.Current catalogue;
    private final ScheduledExecutorService timer;
    private final Limits limits;

    /**
     * Made once, by {@link ControlRoom}.
     *
     * @param timer ends lines that take too long; its tasks are short
     */
    public Control(
            Supplier<Hooks> hooks,
            Supplier<Optional<CommandProcessor>> gogo,
            Catalogue.Current catalogue,
            ScheduledExecutorService timer,
            Limits limits) {
        this.hooks = hooks;
        this.gogo = gogo;
        this.catalogue = catalogue;
        this.timer = timer;
        this.limits = limits;
    }

    @Override
    public int run(String line, String input, Caller caller, CommandOutput output, Format format) {
        Request request = new Request(new CommandLine(line, format), input, caller, output, hooks.get(), limits);
        if (input.length() > limits.input()) {
            request.fail(
                    CommandException.USAGE,
                    "the input is longer than " + limits.input() / 1_000_000 + " MB; use a file");
            return CommandException.USAGE;
        }
        if (line.getBytes(StandardCharsets.UTF_8).length > limits.line()) {
            request.fail(
                    CommandException.USAGE,
                    "the command line is longer than " + limits.line() / 1024 + " KB; split it");
            return CommandException.USAGE;
        }
        try {
            Optional<Handled> handled =
                    request.hooks().call(ControlPreCommand.POINT, request.line(), caller, request.output());
            if (handled.isEmpty() && !line.isBlank()) {
                interpret(request);
            }
        } catch (RuntimeException e) {
            LOG.error("control: the line of {} failed by a fault of the engine: {}", caller, line, e);
            request.fail(CommandException.FAILED, "a fault of the engine: " + e + "; the log has the details");
        }
        request.output().status(request.status());
        request.hooks().call(ControlPostCommand.POINT, request.line(), request.output());
        request.output().close();
        return request.status();
    }

    private void interpret(Request request) {
        Optional<CommandProcessor> processor = gogo.get();
        if (processor.isEmpty()) {
            request.fail(
                    CommandException.FAILED,
                    "commands can't run yet: the Gogo runtime is not there; see bundle states");
            return;
        }
        AtomicBoolean late = new AtomicBoolean();
        CommandSession session = processor
                .get()
                .createSession(
                        new ByteArrayInputStream(request.input().getBytes(StandardCharsets.UTF_8)),
                        new TextStream(request.output()::out),
                        new TextStream(text -> foreignError(request, text)));
        Runnable endIt = () -> {
            late.set(true);
            session.close();
        };
        ScheduledFuture<?> limit = timer.schedule(endIt, limits.time().toMillis(), TimeUnit.MILLISECONDS);
        try {
            prepare(session, request);
            session.execute(request.line().text());
        } catch (Exception e) {
            explain(request, e, late.get());
        } finally {
            limit.cancel(false);
            session.close();
        }
    }

    private void prepare(CommandSession session, Request request) {
        request.putInto(session);
        session.put(CommandSession.OPTION_NO_GLOB, true);
        session.put("SCOPE", Bridge.SCOPE + ":" + Bridge.FILTERS);
        session.put("default", (Function) (s, words) -> {
            throw unknown(String.valueOf(words.get(0)));
        });
        session.setJobListener((job, before, now) -> {
            if (now == Job.Status.Done && job.parent() == null) {
                showResult(session, request, job);
            }
        });
    }

    /** At the end of each pipeline, on one of the session's threads; must not throw, else Gogo never wakes who waits. */
    private void showResult(CommandSession session, Request request, Job job) {
        if (session.get("pipe-exception") instanceof Exception inPipe) {
            for (Throwable each : inPipe.getSuppressed()) {
                explain(request, each, false);
            }
        }
        if (job.result() == null || job.result().exception() != null) {
            return; // thrown at the caller of execute
        }
        Object value = job.result().result();
        if (value != null && !"".equals(value) && !Assignment.is(job.command())) {
            request.show(value);
        }
    }

    /** What Gogo prints of a failure inside a pipe is left out: {@link #showResult} tells it in our words. */
    private static void foreignError(Request request, String text) {
        if (!text.startsWith("gogo: ")) {
            request.output().err(text);
        }
    }

    private void explain(Request request, Throwable cause, boolean late) {
        if (request.ended()) {
            return; // it was told already
        }
        if (late) {
            request.fail(
                    CommandException.FAILED,
                    "ended: it took longer than " + limits.time().toMinutes() + " minutes");
        } else if (cause instanceof Failure failure) {
            request.fail(failure.status(), String.valueOf(failure.getMessage()));
        } else if (cause instanceof CommandNotFoundException notFound) {
            Failure failure = unknown(notFound.getCommand());
            request.fail(failure.status(), String.valueOf(failure.getMessage()));
        } else if (cause instanceof InterruptedException
                || Thread.currentThread().isInterrupted()) {
            request.fail(INTERRUPTED, "interrupted");
        } else if (cause instanceof EOFException || cause instanceof SyntaxError) {
            request.fail(
                    CommandException.USAGE, "the line can't be read: " + cause.getMessage() + " – see help syntax");
        } else {
            LOG.warn("control: {}: {}", request.caller(), request.line().text(), cause);
            request.fail(CommandException.FAILED, String.valueOf(cause.getMessage()));
        }
    }

    private Failure unknown(String name) {
        List<String> near = Nearest.names(name, catalogue.get().commands().keySet());
        String mend = near.isEmpty() ? "see help" : "did you mean " + String.join(" or ", near) + "?";
        return new Failure(CommandException.UNKNOWN, "no such command: " + name + " – " + mend);
    }

    @Override
    public List<String> complete(String text, int cursor) {
        return new Completion(catalogue.get()).complete(text, cursor);
    }
}
