package org.grapnel.stories;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.FreePort;

/** A real dnsmasq on a loopback port that answers from its command line alone. */
final class NameServer implements AutoCloseable {
    private final int port = FreePort.next();
    private final Process process;

    /** @param records as dnsmasq's options, such as {@code --mx-host=b.test,mx.b.test,10} */
    NameServer(String... records) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program(),
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--pid-file=",
                "--user=root",
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--local=/test/",
                "--port=" + port));
        command.addAll(Arrays.asList(records));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Await.until(Duration.ofSeconds(10), this::answers, () -> "dnsmasq does not listen: " + command);
    }

    private static String program() {
        return Stream.of(
                        "/usr/sbin/dnsmasq",
                        "/usr/bin/dnsmasq",
                        "/usr/local/sbin/dnsmasq",
                        "/opt/homebrew/sbin/dnsmasq")
                .filter(name -> Path.of(name).toFile().canExecute())
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "dnsmasq is not installed: apt-get install --no-install-recommends dnsmasq-base"));
    }

    /** dnsmasq opens its TCP socket together with that for UDP. */
    private boolean answers() throws IOException {
        if (!process.isAlive()) throw new AssertionError("dnsmasq ended with status " + process.exitValue());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 1_000);
            return true;
        }
    }

    /** As the option resolver wants it. */
    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
