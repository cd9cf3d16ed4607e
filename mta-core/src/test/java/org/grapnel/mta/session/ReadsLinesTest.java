package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.grapnel.hook.Reply;
import org.grapnel.mta.config.LineEnds;
import org.grapnel.mta.connect.Watchdog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadsLinesTest {
    private static final int MAX = 100;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private Socket client;
    private Socket server;
    private Wire wire;

    @BeforeEach
    void connect() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
            client = new Socket(loopback, listener.getLocalPort());
            server = listener.accept();
        }
        wire = new Wire(server, new Watchdog(timer, System::nanoTime, Duration.ofMillis(20)));
        wire.within(Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws IOException {
        timer.shutdownNow();
        client.close();
        server.close();
    }

    @Test
    void lines_end_with_crlf_and_come_one_by_one() throws IOException {
        send("EHLO a\r\n\r\nMAIL FROM:<>\r\n");
        expectLine("EHLO a", Wire.Problem.NONE);
        expectLine("", Wire.Problem.NONE);
        expectLine("MAIL FROM:<>", Wire.Problem.NONE);
    }

    @Test
    void a_line_is_put_together_from_however_many_reads() throws Exception {
        // the reader waits for each byte: the next one is sent only when the one before is no longer unread
        CompletableFuture<Wire.Line> line = CompletableFuture.supplyAsync(() -> {
            try {
                return wire.readLine(MAX);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        for (byte b : "NOOP x\r\n".getBytes(StandardCharsets.US_ASCII)) {
            client.getOutputStream().write(b);
            while (server.getInputStream().available() > 0) {
                Thread.onSpinWait();
            }
        }
        assertThat(line.get(30, TimeUnit.SECONDS).text()).isEqualTo("NOOP x");
    }

    @Test
    void what_is_wrong_with_a_line_is_told_and_the_next_is_read() throws IOException {
        send("a\nb\rc\r\nd\0e\r\n\n\r\r\nNOOP\r\n");
        expectLine("a", Wire.Problem.BARE_LINE_FEED);
        expectLine("b\rc", Wire.Problem.BARE_CARRIAGE_RETURN);
        expectLine("d\0e", Wire.Problem.NUL);
        expectLine("", Wire.Problem.BARE_LINE_FEED);
        expectLine("\r", Wire.Problem.BARE_CARRIAGE_RETURN);
        expectLine("NOOP", Wire.Problem.NONE);
    }

    @Test
    void the_longest_line_is_taken_and_a_longer_one_is_read_to_its_end() throws IOException {
        send("x".repeat(MAX - 2) + "\r\n" + "y".repeat(MAX - 1) + "\r\n" + "z".repeat(50_000) + "\r\nNOOP\r\n");
        expectLine("x".repeat(MAX - 2), Wire.Problem.NONE);
        for (int i = 0; i < 2; i++) {
            Wire.Line line = wire.readLine(MAX);
            assertThat(line.problem()).isEqualTo(Wire.Problem.TOO_LONG);
            assertThat(line.bytes()).as("no more of it is kept").hasSizeLessThanOrEqualTo(MAX);
        }
        expectLine("NOOP", Wire.Problem.NONE);
    }

    @Test
    void a_client_that_says_nothing_is_given_up_at_the_deadline() {
        wire.within(Duration.ofMillis(20));
        assertThatThrownBy(() -> wire.readLine(MAX)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void a_deadline_that_has_passed_needs_no_waiting() {
        wire.within(Duration.ZERO);
        assertThatThrownBy(() -> wire.readLine(MAX)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void a_client_that_never_ends_its_line_is_given_up_however_busy_it_is() throws Exception {
        AtomicBoolean reading = new AtomicBoolean(true);
        CompletableFuture<Void> dripping = CompletableFuture.runAsync(() -> {
            try {
                while (reading.get()) {
                    client.getOutputStream().write('x');
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        wire.within(Duration.ofMillis(50));
        assertThatThrownBy(() -> wire.readLine(MAX)).isInstanceOf(SocketTimeoutException.class);
        reading.set(false);
        server.close(); // a full buffer must not hold the writer
        client.close();
        assertThat(dripping.handle((done, thrown) -> true).get(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void the_end_of_the_stream_is_no_line() throws IOException {
        send("NOO");
        client.shutdownOutput();
        assertThatThrownBy(() -> wire.readLine(MAX)).isInstanceOf(EOFException.class);
    }

    @Test
    void replies_are_held_back_while_commands_are_there_and_leave_before_the_wait() throws IOException {
        send("A\r\nB\r\n");
        expectLine("A", Wire.Problem.NONE);
        wire.send(Reply.of(250, "2.0.0", "one"));
        expectLine("B", Wire.Problem.NONE);
        wire.send(Reply.of(250, "2.0.0", "two"));
        assertThat(client.getInputStream().available()).isZero();
        client.shutdownOutput();
        assertThatThrownBy(() -> wire.readLine(MAX)).isInstanceOf(EOFException.class);
        server.close();
        assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("250 2.0.0 one\r\n250 2.0.0 two\r\n");
    }

    @Test
    void commands_behind_the_data_are_not_lost() throws IOException {
        send("DATA\r\n" + "line\r\n".repeat(10_000) + ".\r\nQUIT\r\n");
        expectLine("DATA", Wire.Problem.NONE);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataReader reader = new DataReader(new ContentFilter(
                content::write, new ContentFilter.Rules(LineEnds.REFUSE, false, Long.MAX_VALUE, 1_000)));
        wire.readData(reader);
        assertThat(content.size()).isEqualTo(60_000);
        expectLine("QUIT", Wire.Problem.NONE);
    }

    private void send(String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void expectLine(String text, Wire.Problem problem) throws IOException {
        Wire.Line line = wire.readLine(MAX);
        assertThat(line.problem()).isEqualTo(problem);
        assertThat(line.text()).isEqualTo(text);
    }
}
