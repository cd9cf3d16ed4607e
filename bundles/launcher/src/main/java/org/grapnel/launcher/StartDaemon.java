package org.grapnel.launcher;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.grapnel.launcher.instance.Instance;

/**
 * {@code start}: spawns the instance in a session of its own and shows what it prints until it is ready or has ended.
 *
 * <p>The daemon prints to {@code log/console.log} from the beginning, and we follow that file. So the daemon never holds our
 * console, and what the JVM itself prints later (a thread dump, a crash) has a place, too.
 */
final class StartDaemon {
    /** A long recovery of the spool is legitimate. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final long LOOK_MILLIS = 20;

    private final Installation installation;
    private final Instance instance;
    private final PrintStream out;

    StartDaemon(Installation installation, Instance instance, PrintStream out) {
        this.installation = installation;
        this.instance = instance;
        this.out = out;
    }

    int execute(Map<String, String> settings) throws Refused {
        Optional<ProcessHandle> running = instance.pidFile().running();
        if (running.isPresent()) {
            throw new Refused(
                    Refused.FAILED,
                    "cannot start: already running as pid " + running.get().pid() + " (base " + instance.base() + ")");
        }
        instance.prepare(installation.etc());
        try {
            ConsoleLog.rollIfLarge(instance.consoleLog());
            ConsoleTail tail = ConsoleTail.atEnd(instance.consoleLog(), out, System.err);
            return follow(spawn(settings), tail);
        } catch (IOException e) {
            throw new Refused(Refused.FAILED, "cannot start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the main thread", e);
        }
    }

    private Process spawn(Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>();
        // a session of its own: no signal of our terminal reaches it
        List.of("setsid", "nohup").stream()
                .filter(StartDaemon::onPath)
                .findFirst()
                .ifPresent(command::add);
        command.addAll(List.of(installation.script().toString(), Verb.DAEMON.word()));
        command.addAll(List.of("--base", instance.base().toString()));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        File log = instance.consoleLog().toFile();
        return new ProcessBuilder(command)
                .directory(instance.base().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private int follow(Process daemon, ConsoleTail tail) throws IOException, InterruptedException, Refused {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            boolean ended = daemon.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            boolean ready = instance.pidFile()
                    .running()
                    .filter(p -> p.pid() == daemon.pid())
                    .isPresent();
            tail.forward();
            if (ready) {
                return 0;
            }
            if (ended) {
                return daemon.exitValue() == 0 ? Refused.FAILED : daemon.exitValue();
            }
        }
        throw new Refused(
                Refused.FAILED,
                "not ready after " + PATIENCE.toMinutes() + " min, still starting as pid " + daemon.pid() + "; see "
                        + instance.logFile());
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator, -1))
                        .filter(d -> !d.isEmpty())
                        .anyMatch(d -> Files.isExecutable(Path.of(d, program)));
    }
}
