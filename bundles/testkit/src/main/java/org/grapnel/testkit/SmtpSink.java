package org.grapnel.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Postfix' smtp-sink: accepts and discards, at the highest rate there is. Ends with {@link #close}. */
public final class SmtpSink implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);

    private final InetSocketAddress address;
    private final Path directory;
    private final Process process;

    private SmtpSink(InetSocketAddress address, Path directory, Process process) {
        this.address = address;
        this.directory = directory;
        this.process = process;
    }

    public static boolean installed() {
        return SystemTool.SMTP_SINK.find().isPresent();
    }

    /**
     * Starts it on a free port and waits until it listens.
     *
     * @param options such as {@code -p} (no PIPELINING) or {@code -q .} (disconnect after the final dot)
     */
    public static SmtpSink start(String... options) throws IOException {
        InetSocketAddress address = FreePort.address();
        List<String> command = new ArrayList<>(List.of(SystemTool.SMTP_SINK.path()));
        // it refuses to serve as root
        if (System.getProperty("user.name").equals("root")) command.addAll(List.of("-u", "nobody"));
        command.addAll(List.of(options));
        command.add(address.getAddress().getHostAddress() + ":" + address.getPort());
        command.add("500");
        Path directory = Files.createTempDirectory("testkit-sink");
        Path err = directory.resolve("err");
        SmtpSink sink =
                new SmtpSink(address, directory, Program.start(command, Map.of(), directory.resolve("out"), err));
        try {
            Await.until(
                    START, sink::listens, () -> "smtp-sink does not listen on " + address + ": " + sink.complaint());
            return sink;
        } catch (AssertionError e) {
            sink.close();
            throw e;
        }
    }

    private boolean listens() throws IOException {
        try (Socket probe = new Socket(address.getAddress(), address.getPort())) {
            return probe.isConnected();
        }
    }

    private String complaint() {
        try {
            return Program.read(directory.resolve("err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    /** As it is written in routes. */
    public String route() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** SIGKILL, with connections open. */
    public void kill() {
        ProcessTree.kill(process);
    }

    @Override
    public void close() throws IOException {
        ProcessTree.kill(process);
        Files.deleteIfExists(directory.resolve("out"));
        Files.deleteIfExists(directory.resolve("err"));
        Files.delete(directory);
    }
}
