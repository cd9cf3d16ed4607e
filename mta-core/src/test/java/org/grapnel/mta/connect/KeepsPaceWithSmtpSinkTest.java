package org.grapnel.mta.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Prints a rate (a measurement, not a limit) and checks that every mail over one connection was taken. */
class KeepsPaceWithSmtpSinkTest {
    private static final Path SINK = Path.of("/usr/sbin/smtp-sink");
    private static final int MAILS = Integer.getInteger("grapnel.rate.mails", 3_000);

    @Test
    void sends_thousands_of_mails_over_one_connection() throws Exception {
        assertThat(Files.isExecutable(SINK))
                .as("smtp-sink: install the Debian package postfix")
                .isTrue();
        int port;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(SINK.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.addAll(List.of("127.0.0.1:" + port, "100"));
        Process sink = new ProcessBuilder(command).inheritIO().start();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (Watchdog watchdog = new Watchdog(timer, System::nanoTime, Duration.ofSeconds(1));
                Socket socket = open(sink, port);
                SmtpClient client = new SmtpClient(
                        socket, ClientSettings.named("me.example").build(), watchdog, Optional.empty())) {
            assertThat(client.greet(Steps.NONE).code()).isEqualTo(220);
            assertThat(client.hello(Steps.NONE).code()).isEqualTo(250);
            assertThat(client.capabilities().offers("PIPELINING")).isTrue();
            BodySource body =
                    BodySource.of(("x".repeat(76) + "\r\n").repeat(131).getBytes(StandardCharsets.US_ASCII));
            for (int round = 0; round < 4; round++) {
                long start = System.nanoTime();
                for (int i = 0; i < MAILS; i++) {
                    Transmission sent = client.send(Line.envelope("a@x.example"), body, Steps.NONE);
                    assertThat(sent.allDelivered()).isTrue();
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf("RATE round %d: %.0f mails of 10 KB per second%n", round, MAILS / seconds);
            }
            assertThat(client.quit()).map(Reply::code).contains(221);
        } finally {
            sink.destroy();
            assertThat(sink.waitFor(10, TimeUnit.SECONDS)).isTrue();
            timer.shutdownNow();
        }
    }

    /** Waits until the sink listens. */
    private static Socket open(Process sink, int port) throws Exception {
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                return OutboundSocket.open(to, Optional.empty(), OutboundSocket.PostBind.NONE, Duration.ofSeconds(5));
            } catch (ConnectFailedException e) {
                if (!sink.isAlive() || System.nanoTime() - end > 0) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }
}
