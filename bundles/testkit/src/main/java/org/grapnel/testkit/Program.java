package org.grapnel.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs an external program to its end within a limit, with stdin from the null device and its output in files. */
public final class Program {
    private Program() {}

    /**
     * Runs one program.
     *
     * @param environment added to the test's own
     */
    public static Finished run(Duration limit, List<String> command, Map<String, String> environment) {
        try {
            Path directory = Files.createTempDirectory("testkit-run");
            Path out = directory.resolve("out");
            Path err = directory.resolve("err");
            try {
                Process process = start(command, environment, out, err);
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) ProcessTree.kill(process);
                Finished finished = new Finished(ended ? process.exitValue() : -1, read(out), read(err));
                if (!ended) throw new AssertionError(command + " still ran after " + limit + ": " + finished);
                return finished;
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new AssertionError("can't run " + command + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while running " + command, e);
        }
    }

    static Process start(List<String> command, Map<String, String> environment, Path out, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return ProcessTree.guard(builder.start());
    }

    static String read(Path file) throws IOException {
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }
}
