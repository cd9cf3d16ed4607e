package org.grapnel.launcher;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.grapnel.launcher.client.ExecCommand;
import org.grapnel.launcher.client.Shell;
import org.grapnel.launcher.instance.Instance;

/** Entry of {@code bin/grapnel}. */
public final class Main {
    private final Installation installation;
    private final boolean terminal;
    private final PrintStream out;

    Main(Installation installation, boolean terminal, PrintStream out) {
        this.installation = installation;
        this.terminal = terminal;
        this.out = out;
    }

    public static void main(String[] line) {
        long began = System.nanoTime();
        int status;
        try {
            Arguments arguments = Arguments.parse(List.of(line));
            Main main = new Main(Installation.ofThisProcess(), Boolean.getBoolean("grapnel.terminal"), System.out);
            status = main.execute(arguments, began);
        } catch (Refused e) {
            System.err.println("grapnel: " + e.getMessage());
            status = e.status();
        }
        System.out.flush();
        System.exit(status);
    }

    private int execute(Arguments arguments, long began) throws Refused {
        Instance instance = instance(arguments);
        return switch (arguments.verb()) {
            case RUN ->
                new Run(installation, instance, terminal ? Console.TERMINAL : Console.PLAIN, began)
                        .execute(arguments.settings());
            case DAEMON -> new Run(installation, instance, Console.DAEMON, began).execute(arguments.settings());
            case START -> new StartDaemon(installation, instance, out).execute(arguments.settings());
            case STOP -> new StopDaemon(instance, out).execute();
            case STATUS -> new Status(instance, out).execute();
            case EXEC ->
                new ExecCommand(instance, out, System.err)
                        .execute(
                                arguments.command(),
                                arguments.json(),
                                arguments.stdin() ? System.in : InputStream.nullInputStream());
            case SHELL ->
                Shell.of(instance, terminal, System.in, out, System.err).execute();
            case SPOOL_CHECK -> new SpoolCheck(installation, out, System.err).execute(arguments.command());
            case VERSION -> print("Grapnel " + installation.version() + System.lineSeparator());
            case HELP -> print(Verb.usage());
        };
    }

    private Instance instance(Arguments arguments) {
        Path base = arguments.base().orElse(installation.home());
        return new Instance(base.toAbsolutePath().normalize());
    }

    private int print(String text) {
        out.print(text);
        return 0;
    }
}
