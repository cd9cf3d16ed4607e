package org.grapnel.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One running Grapnel: {@code bin/grapnel run} of the built distribution in a fresh base directory, whose path has a space in
 * it. For one test thread; what it starts ends at {@link #close}, or with the JVM.
 */
public final class Instance implements AutoCloseable {
    /** System property: the directory of the built distribution. */
    public static final String DISTRIBUTION = "grapnel.dist";

    private static final String READY = "is ready";
    private static final int LOG_TAIL = 60;

    private final InstanceSetup setup;
    private final InstanceFiles files;
    private Process process;
    private boolean kept;

    Instance(InstanceSetup setup, InstanceFiles files) throws IOException {
        this.setup = setup;
        this.files = files;
        process = launch();
    }

    public static InstanceSetup setup() {
        return new InstanceSetup();
    }

    private Process launch() throws IOException {
        files.nextRun();
        return Program.start(setup.command(files.base()), setup.environment, files.out(), files.err());
    }

    void awaitReady() throws IOException {
        Await.until(
                setup.startLimit,
                () -> stdout().contains(READY) || !process.isAlive(),
                () -> "no line with '" + READY + "' on stdout: " + evidence());
        if (!stdout().contains(READY))
            throw new AssertionError(
                    "ended with status " + process.exitValue() + " before it was ready: " + evidence());
    }

    /** Where it accepts mail. */
    public InetSocketAddress smtp() {
        return setup.listener("smtp.listen");
    }

    public InetSocketAddress http() {
        return setup.listener("http.listen");
    }

    public Path base() {
        return files.base();
    }

    public boolean alive() {
        return process.isAlive();
    }

    int exitStatus() {
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    /** Of the present run. */
    public String stdout() throws IOException {
        return Program.read(files.out());
    }

    public String stderr() throws IOException {
        return Program.read(files.err());
    }

    /** {@code bin/grapnel exec COMMAND --json --base BASE}: what an operator's script sees; costs a process. */
    public Finished exec(String command) {
        List<String> line =
                List.of(setup.executable().toString(), "exec", command, "--json", "--base", base().toString());
        return Program.run(setup.commandLimit, line, setup.environment);
    }

    /** The same command over the control socket, without a process. */
    public Finished control(String command) {
        try {
            return ControlSocket.run(base().resolve("data").resolve("control.path"), command, setup.commandLimit);
        } catch (IOException e) {
            throw new AssertionError("control command '" + command + "': " + e.getMessage() + ": " + evidence(), e);
        }
    }

    /** The JSON of a control command that must succeed. */
    public JsonNode ask(String command) {
        return control(command).expectSuccess().json();
    }

    /** SIGTERM, and the exit status of the orderly stop. Fails when a process outlives it. */
    public int stop() {
        return stop(Duration.ofSeconds(60));
    }

    public int stop(Duration limit) {
        List<ProcessHandle> tree = ProcessTree.of(process);
        process.destroy();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                throw new AssertionError("still runs " + limit + " after SIGTERM: " + evidence());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while stopping", e);
        }
        List<ProcessHandle> left = tree.stream().filter(ProcessHandle::isAlive).toList();
        left.forEach(ProcessHandle::destroyForcibly);
        if (!left.isEmpty()) throw new AssertionError("processes outlived the orderly stop: " + left);
        return process.exitValue();
    }

    /** SIGKILL: nothing in it gets a chance to tidy up. */
    public void kill() {
        ProcessTree.kill(process);
    }

    /** Starts again on the same base and ports, after stop or kill; stops first when it still runs. */
    public void restart() throws IOException {
        if (alive()) stop();
        process = launch();
        awaitReady();
    }

    /** Starts again like {@link #restart} after a kill, and does not wait: for those who kill it while it starts. */
    public void relaunch() throws IOException {
        if (alive()) throw new IllegalStateException("still runs");
        process = launch();
    }

    /** Puts the jar into the deploy folder in one atomic move. */
    public void deploy(Path jar, String name) throws IOException {
        Path staged = files.stage(name);
        Files.copy(jar, staged, StandardCopyOption.REPLACE_EXISTING);
        Files.move(staged, deployed(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public void undeploy(String name) throws IOException {
        Files.delete(deployed(name));
    }

    /** The path a plugin of this name has in the deploy folder. */
    public Path deployed(String name) throws IOException {
        return Files.createDirectories(base().resolve("deploy")).resolve(name);
    }

    /** The log so far. */
    public String log() throws IOException {
        return Program.read(base().resolve("log").resolve("grapnel.log"));
    }

    /** Waits until some line of the log matches. */
    public String awaitLog(String regex, Duration limit) {
        Pattern pattern = Pattern.compile(regex);
        return Await.value(
                limit,
                () -> log().lines().filter(l -> pattern.matcher(l).find()).findFirst(),
                () -> "no line of the log matches '" + regex + "': " + evidence());
    }

    /** Leaves the base directory where it is at close. */
    public void keep() {
        kept = true;
    }

    /** What a reader of a failed test wants to see. */
    public String evidence() {
        try {
            return "base " + base() + "\n--- stderr\n" + tail(stderr()) + "\n--- stdout\n" + tail(stdout())
                    + "\n--- log\n" + tail(log());
        } catch (IOException e) {
            return "base " + base() + " (unreadable: " + e + ")";
        }
    }

    private static String tail(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
    }

    @Override
    public void close() throws IOException {
        ProcessTree.kill(process);
        if (!kept) files.delete();
    }

    /** Removes a base that was kept. */
    public void discard() throws IOException {
        ProcessTree.kill(process);
        files.delete();
    }
}
