package org.grapnel.mta.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A dnsmasq process on a free loopback port. */
final class Dnsmasq implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/dnsmasq");
    private final Process process;
    private final InetSocketAddress address;

    Dnsmasq(String... options) throws Exception {
        assertThat(Files.isExecutable(PROGRAM))
                .as("%s: install the Debian package dnsmasq-base", PROGRAM)
                .isTrue();
        int port;
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "--keep-in-foreground", // --no-daemon serves TCP in the one process and hangs while a client stays
                "--user=" + System.getProperty("user.name"),
                "--conf-file=/dev/null",
                "--no-hosts",
                "--no-resolv",
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--pid-file=",
                "--port=" + port));
        command.addAll(List.of(options));
        process = new ProcessBuilder(command).inheritIO().start();
        awaitAnswer();
    }

    InetSocketAddress address() {
        return address;
    }

    /** Asks until it answers anything at all. */
    private void awaitAnswer() {
        DnsSettings settings =
                DnsSettings.defaults(List.of(address)).withTimes(Duration.ofMillis(200), 1, Duration.ofMillis(250));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        MxAnswer answer;
        do {
            assertThat(process.isAlive()).as("dnsmasq runs").isTrue();
            assertThat(System.nanoTime() - end).as("dnsmasq answers in time").isNegative();
            answer = new DnsJavaResolver(settings, System::nanoTime).mx("is-it-up.example");
        } while (List.of("TIMEOUT", "NETWORK").contains(answer.from().status()));
    }

    @Override
    public void close() {
        process.destroy();
        assertThat(process.onExit()).as("dnsmasq ends").succeedsWithin(10, TimeUnit.SECONDS);
    }
}
