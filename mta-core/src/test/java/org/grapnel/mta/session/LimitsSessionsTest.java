package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.grapnel.hook.config.ConfigScope;
import org.grapnel.mta.config.HostPort;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.config.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one client may take, and how it is told. */
@Timeout(60)
class LimitsSessionsTest {
    @TempDir
    private Path directory;

    private RunningListener running;

    @AfterEach
    void close() {
        if (running != null) {
            running.close();
        }
    }

    private void start(String... keysAndValues) throws Exception {
        Map<String, String> keys = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            keys.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        running = new RunningListener(directory, keys);
    }

    @Test
    void a_client_has_so_many_sessions_and_gets_another_when_it_ends_one() throws Exception {
        start("max_sessions_per_address", "2");
        try (LineClient first = running.client();
                LineClient second = running.client()) {
            assertThat(new LineClient(running.listener().address()).awaitEnd())
                    .containsExactly("421 4.7.0 Too many connections from 127.0.0.1");
            first.say("QUIT", "221 ").expectEnd();
            awaitSessions(1);
            running.client().close();
            second.say("NOOP", "250 ");
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.0/8,1", "192.0.2.0/24,3"})
    void the_limit_of_a_network_counts_instead_of_the_listeners(String network, int expected) throws Exception {
        start(
                "max_sessions", "5",
                "listener.mx.listen", "127.0.0.1:0",
                "listener.mx.max_sessions", "3",
                "network.n.addresses", network,
                "network.n.max_sessions", "1");
        List<LineClient> open = new java.util.ArrayList<>();
        try {
            for (int i = 0; i < expected; i++) {
                open.add(running.client());
            }
            assertThat(new LineClient(running.listener().address()).awaitEnd())
                    .containsExactly("421 4.3.2 Too many connections, please try again later");
        } finally {
            for (LineClient client : open) {
                client.close();
            }
        }
    }

    @Test
    void who_comes_too_often_must_wait_a_part_of_a_minute() throws Exception {
        Settings settings = Settings.of(Map.of("max_connection_rate", 60), Source.named("test"));
        AtomicLong now = new AtomicLong();
        Admission admission = new Admission(now::get);
        for (int i = 0; i < 60; i++) {
            assertThat(seat(admission, settings, "192.0.2.1").refusal()).isEmpty();
        }
        assertThat(seat(admission, settings, "192.0.2.1").refusal()).isPresent();
        assertThat(seat(admission, settings, "192.0.2.2").refusal()).isEmpty();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(seat(admission, settings, "192.0.2.1").refusal()).isEmpty();
        assertThat(seat(admission, settings, "192.0.2.1").refusal()).isPresent();
    }

    @Test
    void an_ipv6_site_counts_as_one_client() throws Exception {
        Settings settings = Settings.of(Map.of("max_sessions_per_address", 1), Source.named("test"));
        Admission admission = new Admission(System::nanoTime);
        Admission.Seat first = seat(admission, settings, "2001:db8:0:7::1");
        assertThat(seat(admission, settings, "2001:db8:0:7:ffff::2").refusal())
                .hasValueSatisfying(reply -> assertThat(reply.toString()).contains("2001:db8:0:7:0:0:0:0/64"));
        assertThat(seat(admission, settings, "2001:db8:0:8::1").refusal()).isEmpty();
        first.leave();
        first.leave();
        assertThat(seat(admission, settings, "2001:db8:0:7:ffff::2").refusal()).isEmpty();
        assertThat(settings.scopeForClient(
                        org.grapnel.mta.config.SessionOptions.MAX_SESSIONS, "mx", InetAddress.getLoopbackAddress()))
                .isEqualTo(ConfigScope.GLOBAL);
    }

    private static Admission.Seat seat(Admission admission, Settings settings, String client) {
        return admission.seat(settings, "mx", HostPort.literal(client).orElseThrow());
    }

    @Test
    void commands_that_bring_no_mail_forward_end_a_session() throws Exception {
        start("max_idle_commands", "5");
        try (LineClient client = running.client()) {
            client.say("EHLO client.test", "250 ")
                    .say("NOOP", "250 ")
                    .say("RSET", "250 ")
                    .say("VRFY x", "252 2.");
            client.say("HELP", "214 ").say("NOOP", "250 ").expect("421 4.7.0").expectEnd();
        }
    }

    @Test
    void an_accepted_mail_starts_the_count_of_empty_commands_anew() throws Exception {
        start("max_idle_commands", "4");
        try (LineClient client = running.client()) {
            client.say("EHLO client.test", "250 ")
                    .say("NOOP", "250 ")
                    .say("NOOP", "250 ")
                    .say("NOOP", "250 ");
            mail(client)
                    .say("NOOP", "250 ")
                    .say("NOOP", "250 ")
                    .say("NOOP", "250 ")
                    .say("NOOP", "250 ");
            client.say("NOOP", "250 ").expect("421 4.7.0").expectEnd();
        }
    }

    @Test
    void a_session_takes_so_many_mails() throws Exception {
        start("max_messages_per_session", "2");
        try (LineClient client = running.client()) {
            mail(mail(client.say("EHLO client.test", "250 ")));
            client.say("MAIL FROM:<a@example.org>", "421 4.7.0").expectEnd();
        }
        assertThat(running.queue().size()).isEqualTo(2);
    }

    @Test
    void a_command_line_that_is_too_long_is_refused_and_the_next_one_is_served() throws Exception {
        start("max_command_line", "512");
        try (LineClient client = running.client()) {
            client.say("NOOP " + "x".repeat(505), "250 ")
                    .say("NOOP " + "x".repeat(506), "500 5.5.6")
                    .say("NOOP", "250 ");
        }
    }

    @Test
    void a_client_that_does_not_read_its_replies_is_ended_and_its_thread_freed() throws Exception {
        start("write_timeout", "300ms", "max_idle_commands", "1000000");
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(running.listener().address());
            byte[] batch = "HELP\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            Thread talking = new Thread(() -> talk(deaf, batch), "deaf client");
            talking.start();
            talking.join(30_000);
            assertThat(talking.isAlive())
                    .as("the server has cut the connection")
                    .isFalse();
            awaitSessions(0);
        }
    }

    private static void talk(Socket socket, byte[] batch) {
        try {
            while (true) {
                socket.getOutputStream().write(batch);
            }
        } catch (IOException cut) {
            assertThat(cut).isNotNull(); // what the test waits for
        }
    }

    private void awaitSessions(int count) {
        while (running.listener().sessions().size() > count) {
            Thread.onSpinWait(); // bounded by the time limit of the test
        }
    }

    private static LineClient mail(LineClient client) throws IOException {
        client.say("MAIL FROM:<a@example.org>", "250 ")
                .say("RCPT TO:<b@example.net>", "250 ")
                .say("DATA", "354 ");
        return client.say("Subject: x\r\n\r\ntext\r\n.", "250 ");
    }
}
