package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.reception.ValidateMailfrom;
import org.grapnel.hook.session.DecInboundConnections;
import org.grapnel.hook.session.ServerEsmtpSessionAbort;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.SessionEnd;
import org.grapnel.hook.session.ValidateConnect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Load balancers (PROXY) and gateways (XCLIENT) name the client; and how a session ended is told. */
@Timeout(60)
class SpeaksForOthersTest {
    private static final String HERE = "127.0.0.0/8";

    @TempDir
    private Path directory;

    private RunningListener running;
    private final List<String> connected = Collections.synchronizedList(new CopyOnWriteArrayList<>());
    private final BlockingQueue<SessionEnd> ends = new LinkedBlockingQueue<>();
    private final List<SessionEnd> aborts = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        running.close();
    }

    private void start(String... keysAndValues) throws Exception {
        Map<String, String> keys = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            keys.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        running = new RunningListener(directory, keys);
        running.handle(ValidateConnect.POINT, (session, context) -> {
            connected.add(shown(session));
            return session.remoteAddress().getAddress().getHostAddress().equals("192.0.2.66")
                    ? Verdict.reject(554, "5.7.1", "not you")
                    : Verdict.CONTINUE;
        });
        running.handle(
                DecInboundConnections.POINT,
                (type, session) -> ends.add(session.end().orElseThrow()));
        running.handle(
                ServerEsmtpSessionAbort.POINT,
                session -> aborts.add(session.end().orElseThrow()));
    }

    private static String shown(Session session) {
        return session.remoteAddress().getAddress().getHostAddress() + " by "
                + session.peerAddress().getAddress().getHostAddress() + " as "
                + session.authenticated().orElse("-") + " "
                + session.ehloName().orElse("-");
    }

    @Test
    void a_trusted_balancer_names_the_client_which_is_then_the_one_that_may_relay() throws Exception {
        start("proxy_hosts", HERE, "relay_hosts", "192.0.2.0/24");
        try (LineClient client = proxied("PROXY TCP4 192.0.2.1 198.51.100.2 1024 25")) {
            client.expect("220 ").say("EHLO x", "250 ").say("MAIL FROM:<a@b.test>", "250 ");
            client.say("RCPT TO:<c@d.test>", "250 ").say("QUIT", "221 ").expectEnd();
        }
        try (LineClient client = proxied("PROXY UNKNOWN")) {
            client.expect("220 ").say("EHLO x", "250 ").say("MAIL FROM:<a@b.test>", "250 ");
            client.say("RCPT TO:<c@d.test>", "550 5.7.1");
        }
        assertThat(connected).containsExactly("192.0.2.1 by 127.0.0.1 as - -", "127.0.0.1 by 127.0.0.1 as - -");
    }

    @Test
    void a_balancer_that_sends_no_header_is_closed_without_a_word() throws Exception {
        start("proxy_hosts", HERE);
        assertThat(proxied("EHLO client.test").awaitEnd()).isEmpty();
        assertThat(connected).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 192.0.2.1 198.51.100.2 1024 25\r\nMAIL FROM:<a@b.test>",
                "\r\n\r\n\0\r\nQUIT\n!\u0011\0\f\u0001\u0002\u0003\u0004"
            })
    void a_header_of_somebody_else_ends_the_connection(String header) throws Exception {
        start("proxy_hosts", "192.0.2.0/24");
        assertThat(proxied(header).awaitEnd())
                .satisfiesExactly(banner -> assertThat(banner).startsWith("220 "), refusal -> assertThat(refusal)
                        .startsWith("500 5.5.2"));
        assertThat(connected).containsExactly("127.0.0.1 by 127.0.0.1 as - -");
    }

    /** A client that speaks first, as a balancer does. */
    private LineClient proxied(String header) throws Exception {
        LineClient client = new LineClient(running.listener().address());
        return client.send(header);
    }

    @Test
    void a_gateway_names_the_client_and_the_session_begins_anew() throws Exception {
        start("xclient_hosts", HERE, "relay_hosts", HERE);
        try (LineClient client = running.client()) {
            client.say("EHLO gateway.test", "250 ");
            client.say("XCLIENT NAME=c.test ADDR=192.0.2.1 PORT=4711 DESTADDR=198.51.100.2 DESTPORT=25", "220 ");
            client.say("MAIL FROM:<a@b.test>", "503 5.5.1").say("EHLO c.test", "250 ");
            client.say("MAIL FROM:<a@b.test>", "250 ")
                    .say("RCPT TO:<x@d.test>", "550 5.7.1")
                    .say("RSET", "250 ");
            client.say("xclient addr=IPV6:2001:db8::1 helo=h.test proto=ESMTP login=joe+2B1", "220 ");
            client.say("MAIL FROM:<a@b.test>", "250 ")
                    .say("RCPT TO:<x@d.test>", "250 ")
                    .say("RSET", "250 ");
            client.say("XCLIENT ADDR=[UNAVAILABLE] LOGIN=[UNAVAILABLE]", "220 ");
            client.say("XCLIENT ADDR=192.0.2.66", "554 5.7.1 not you")
                    .say("EHLO x", "503 5.5.1")
                    .say("QUIT", "221 ");
        }
        assertThat(connected)
                .containsExactly(
                        "127.0.0.1 by 127.0.0.1 as - -",
                        "192.0.2.1 by 127.0.0.1 as - -",
                        "2001:db8:0:0:0:0:0:1 by 127.0.0.1 as joe+1 h.test",
                        "0.0.0.0 by 127.0.0.1 as - -",
                        "192.0.2.66 by 127.0.0.1 as - -");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XCLIENT",
                "XCLIENT ADDR",
                "XCLIENT =x",
                "XCLIENT COLOUR=blue",
                "XCLIENT ADDR=client.test",
                "XCLIENT ADDR=IPV6:192.0.2.1",
                "XCLIENT ADDR=192.0.2.1 PORT=65536",
                "XCLIENT PORT=x",
                "XCLIENT PROTO=HTTP",
                "XCLIENT LOGIN=a+2",
                "XCLIENT LOGIN=a=b",
                "XCLIENT HELO=a+0D+0Ab"
            })
    void what_is_wrong_changes_nothing(String command) throws Exception {
        start("xclient_hosts", HERE);
        try (LineClient client = running.client()) {
            client.say("EHLO gateway.test", "250 ").say(command, "501 5.5.4");
            client.say("MAIL FROM:<a@b.test>", "250 ").say("XCLIENT ADDR=192.0.2.1", "503 5.5.1");
            client.say("RCPT TO:<x@d.test>", "250 ");
        }
    }

    @Test
    void who_is_not_trusted_is_offered_nothing_and_refused() throws Exception {
        start("xclient_hosts", "192.0.2.0/24");
        try (LineClient client = running.client()) {
            assertThat(client.ask("EHLO client.test")).noneMatch(line -> line.contains("XCLIENT"));
            client.say("XCLIENT ADDR=192.0.2.1", "550 5.7.0")
                    .say("QUIT", "221 ")
                    .expectEnd();
        }
        running.close();
        start("xclient_hosts", HERE);
        try (LineClient client = running.client()) {
            assertThat(client.ask("EHLO client.test"))
                    .contains("250-XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT");
        }
    }

    @Test
    void the_client_that_was_named_is_counted() throws Exception {
        start("xclient_hosts", HERE, "network.few.addresses", "192.0.2.0/24", "network.few.max_sessions", "1");
        try (LineClient first = running.client();
                LineClient second = running.client()) {
            first.say("XCLIENT ADDR=192.0.2.1", "220 ");
            second.say("XCLIENT ADDR=192.0.2.2", "421 4.3.2").expectEnd();
        }
        assertThat(ends.poll(30, TimeUnit.SECONDS)).isEqualTo(SessionEnd.OVER_LIMIT);
    }

    @Test
    void each_end_is_told_with_its_cause_and_only_a_client_that_left_is_an_abort() throws Exception {
        start("max_errors", "1");
        try (LineClient client = running.client()) {
            client.say("QUIT", "221 ").expectEnd();
        }
        assertThat(ends.poll(30, TimeUnit.SECONDS)).isEqualTo(SessionEnd.QUIT);
        running.client().close();
        assertThat(ends.poll(30, TimeUnit.SECONDS)).isEqualTo(SessionEnd.CLIENT_LEFT);
        running.client().say("XYZZY", "500 ").expect("421 4.7.0").expectEnd();
        assertThat(ends.poll(30, TimeUnit.SECONDS)).isEqualTo(SessionEnd.OVER_LIMIT);
        assertThat(aborts).containsExactly(SessionEnd.CLIENT_LEFT);
    }

    @Test
    void a_silent_client_has_timed_out() throws Exception {
        start("command_timeout", "50ms");
        running.client().expect("421 4.4.2").expectEnd();
        assertThat(ends.poll(30, TimeUnit.SECONDS)).isEqualTo(SessionEnd.TIMED_OUT);
        assertThat(aborts).isEmpty();
    }

    @Test
    void a_shutdown_is_no_abort_whether_the_session_is_idle_or_in_a_transaction() throws Exception {
        start();
        running.handle(ValidateMailfrom.POINT, (transaction, sender, context) -> Verdict.CONTINUE);
        try (LineClient idle = running.client();
                LineClient busy = running.client()) {
            idle.say("EHLO client.test", "250 ");
            busy.say("EHLO client.test", "250 ").say("MAIL FROM:<a@example.org>", "250 ");
            running.listener().drain();
            running.listener().awaitSessions(java.time.Duration.ofMillis(1));
            assertThat(ends.poll(30, TimeUnit.SECONDS)).isEqualTo(SessionEnd.SHUTDOWN);
            running.listener().close();
            assertThat(ends.poll(30, TimeUnit.SECONDS)).isEqualTo(SessionEnd.SHUTDOWN);
        }
        assertThat(aborts).isEmpty();
    }
}
