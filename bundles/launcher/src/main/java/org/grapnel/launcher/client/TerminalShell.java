package org.grapnel.launcher.client;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.AsynchronousCloseException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.grapnel.launcher.Refused;
import org.grapnel.launcher.instance.Instance;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/**
 * The shell of a person: line editing, history, completion by the instance. Control-C drops the line, or the command that is
 * running; Control-D is {@code exit}.
 */
final class TerminalShell implements Shell {
    private static final Size UNKNOWN = new Size(80, 24);
    private static final String PROMPT = "grapnel> ";

    /** The control socket may open a moment after the last bundle is started. */
    private static final Duration START_UP = Duration.ofSeconds(5);

    private final Instance instance;
    private final boolean insideInstance;
    private final PrintStream err;
    private final AtomicReference<ControlClient> current = new AtomicReference<>();

    TerminalShell(Instance instance, boolean insideInstance, PrintStream err) {
        this.instance = instance;
        this.insideInstance = insideInstance;
        this.err = err;
    }

    @Override
    public int execute() throws Refused {
        current.set(
                insideInstance ? ControlClient.connectPatiently(instance, START_UP) : ControlClient.connect(instance));
        // "exec": sets the terminal with stty, so no native library is unpacked or loaded
        try (Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .provider("exec")
                .encoding(StandardCharsets.UTF_8)
                .build()) {
            if (terminal.getWidth() == 0) {
                terminal.setSize(UNKNOWN); // a serial line, or a terminal emulation that does not say
            }
            LineReader reader = reader(terminal);
            PrintStream before = System.out;
            if (insideInstance) {
                System.setOut(new PrintStream(new AbovePrompt(reader), true, StandardCharsets.UTF_8));
            }
            try {
                return loop(terminal, reader);
            } finally {
                System.setOut(before);
                close(current.get());
            }
        } catch (IOException e) {
            throw new Refused(Refused.FAILED, "the terminal cannot be used: " + e.getMessage(), e);
        }
    }

    private int loop(Terminal terminal, LineReader reader) throws Refused {
        while (true) {
            String line;
            try {
                line = reader.readLine(PROMPT);
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return 0;
            }
            if (Words.isExit(line)) {
                return 0;
            }
            if (Words.isCommand(line)) {
                command(line.strip(), terminal);
            }
        }
    }

    private void command(String line, Terminal terminal) throws Refused {
        PrintStream screen = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
        Output output = new Output(screen, screen);
        boolean color = System.getenv("NO_COLOR") == null && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        int width = terminal.getWidth() > 0 ? terminal.getWidth() : ExecCommand.columns();
        ControlRequest request = new ControlRequest(line, false, width, color, ExecCommand.user());
        Terminal.SignalHandler before = terminal.handle(Signal.INT, s -> close(current.get()));
        try {
            current.get().execute(request, output);
            output.endLine();
        } catch (AsynchronousCloseException e) {
            output.endLine();
            screen.println("interrupted; the instance may still be working on it");
            current.set(ControlClient.connect(instance));
        } catch (IOException e) {
            output.endLine();
            screen.println(e.getMessage());
            current.set(ControlClient.connect(instance)); // refused when it has gone, which ends the shell
        } finally {
            terminal.handle(Signal.INT, before);
        }
    }

    private LineReader reader(Terminal terminal) throws IOException {
        DefaultParser parser = new DefaultParser();
        parser.setEscapeChars(new char[0]);
        return LineReaderBuilder.builder()
                .appName("grapnel")
                .terminal(terminal)
                .parser(parser)
                .completer(new InstanceCompleter(this::complete))
                .variable(LineReader.HISTORY_FILE, History.file())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .build();
    }

    private List<String> complete(String line, int cursor) throws IOException {
        return current.get().complete(line, cursor);
    }

    private void close(ControlClient client) {
        try {
            client.close();
        } catch (IOException e) {
            err.println("grapnel: closing the connection: " + e.getMessage());
        }
    }
}
