package org.grapnel.mta.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/** A client connected to a scripted peer, closed together with it. */
final class Line implements AutoCloseable {
    static final BodySource BODY = BodySource.of("Subject: x\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII));

    final Peer peer;
    final SmtpClient client;
    final Watchdog watchdog;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    Line(ClientSettings settings, Peer.Script script) throws IOException {
        this(settings, System::nanoTime, Optional.empty(), script);
    }

    Line(ClientSettings settings, LongSupplier clock, Optional<WireObserver> observer, Peer.Script script)
            throws IOException {
        peer = new Peer(script);
        watchdog = new Watchdog(timer, clock, Duration.ofMillis(10));
        Socket socket = OutboundSocket.open(
                peer.address(), Optional.empty(), OutboundSocket.PostBind.NONE, Duration.ofSeconds(10));
        client = new SmtpClient(socket, settings, watchdog, observer);
    }

    /** Limits that no healthy run reaches. */
    static ClientSettings.Builder settings() {
        Duration limit = Duration.ofSeconds(20);
        return ClientSettings.named("me.example")
                .bannerLimit(limit)
                .commandLimit(limit)
                .dataInitLimit(limit)
                .dataBlockLimit(limit)
                .dataEndLimit(limit);
    }

    /** Greeting and EHLO done. */
    Line ready() throws IOException {
        assertThat(client.greet(Steps.NONE).code()).isEqualTo(220);
        assertThat(client.hello(Steps.NONE).code()).isEqualTo(250);
        return this;
    }

    Transmission send(String... recipients) {
        return client.send(envelope(recipients), BODY, Steps.NONE);
    }

    static Envelope envelope(String... recipients) {
        List<Recipient> list = new ArrayList<>();
        Arrays.stream(recipients).map(Recipient::new).forEach(list::add);
        return new Envelope("s@me.example", list);
    }

    /** Hangs up and checks that the peer saw what its script wanted. */
    void finish() {
        client.close();
        peer.verify();
        assertThat(watchdog.watched()).isZero();
    }

    @Override
    public void close() throws IOException {
        client.close();
        peer.close();
        watchdog.close();
        timer.shutdownNow();
    }
}
