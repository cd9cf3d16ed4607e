package org.grapnel.launcher.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.grapnel.launcher.instance.Instance;

/** An instance as its control socket shows it: answers each request line with lines. */
final class ControlServer implements AutoCloseable {
    /** An answer that closes the connection. */
    static final String HANG_UP = "hang up";

    final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final ServerSocketChannel server;
    private final Function<String, List<String>> answers;

    ControlServer(Instance instance, Function<String, List<String>> answers) throws IOException {
        this.answers = answers;
        Files.createDirectories(instance.data());
        Path socket = instance.data().resolve("s");
        Files.writeString(instance.controlPath(), socket + "\n");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        thread = new Thread(this::serve, "control-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (true) {
            try (SocketChannel connection = server.accept()) {
                converse(connection);
            } catch (ClosedChannelException e) {
                return; // the test is over
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void converse(SocketChannel connection) throws IOException {
        BufferedReader lines = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            requests.add(line);
            for (String answer : answers.apply(line)) {
                if (answer.equals(HANG_UP)) {
                    return;
                }
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(answer + "\n");
                while (bytes.hasRemaining()) {
                    connection.write(bytes);
                }
            }
        }
    }

    /** Until its thread has left, a closed socket may still accept. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
