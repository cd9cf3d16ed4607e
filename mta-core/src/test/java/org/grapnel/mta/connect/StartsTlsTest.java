package org.grapnel.mta.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.grapnel.mta.connect.BrokenConnectionException.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartsTlsTest {
    private static Certificate certificate;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        certificate = new Certificate(folder, "mx.example");
    }

    private static TlsSettings tls(String name, boolean verify) throws Exception {
        SSLContext context = certificate.client();
        return new TlsSettings(() -> context, Optional.of(name), verify, List.of("TLSv1.3", "TLSv1.2"), List.of());
    }

    private static Peer.Script serve(String afterGo) {
        return peer -> {
            peer.greetAnd("STARTTLS", "XPLAIN");
            peer.expect("STARTTLS");
            peer.raw("220 go\r\n" + afterGo);
            peer.secure(certificate.server());
            peer.hello("EHLO me.example", "PIPELINING", "SIZE");
            peer.expect("MAIL FROM:<s@me.example> SIZE=21", "RCPT TO:<a@x>", "DATA");
            peer.say("250 ok", "250 ok", "354 go");
            peer.data();
            peer.say("250 queued");
        };
    }

    @Test
    void checks_the_name_says_hello_again_and_sends_inside_tls() throws Exception {
        try (Line line = new Line(Line.settings().build(), serve("")).ready()) {
            assertThat(line.client.startTls(tls("mx.example", true), Steps.NONE).code())
                    .isEqualTo(250);
            assertThat(line.client.capabilities().keywords().keySet()).containsExactly("PIPELINING", "SIZE");
            assertThat(line.client.tlsSession()).map(s -> s.getProtocol()).contains("TLSv1.3");
            assertThat(line.send("a@x").allDelivered()).isTrue();
            line.finish();
        }
    }

    @Test
    void a_reply_injected_before_the_handshake_is_not_heard() throws Exception {
        try (Line line = new Line(Line.settings().build(), serve("250-evil\r\n250 XEVIL\r\n")).ready()) {
            assertThat(line.client.startTls(tls("mx.example", true), Steps.NONE).code())
                    .isEqualTo(250);
            assertThat(line.client.capabilities().offers("XEVIL")).isFalse();
            assertThat(line.send("a@x").allDelivered()).isTrue();
            line.finish();
        }
    }

    @Test
    void a_wrong_name_ends_the_connection_only_where_names_are_checked() throws Exception {
        try (Line line = new Line(Line.settings().build(), serve("")).ready()) {
            assertThat(line.client
                            .startTls(tls("other.example", false), Steps.NONE)
                            .code())
                    .isEqualTo(250);
            assertThat(line.send("a@x").allDelivered()).isTrue();
            line.finish();
        }
        try (Line line = new Line(Line.settings().build(), StartsTlsTest::refuseHandshake).ready()) {
            BrokenConnectionException broken = catchThrowableOfType(
                    BrokenConnectionException.class,
                    () -> line.client.startTls(tls("other.example", true), Steps.NONE));
            assertThat(broken.kind()).isEqualTo(Kind.TLS);
            assertThat(broken).hasMessageContaining("other.example");
            assertThat(line.client.usable()).isFalse();
            line.finish();
        }
    }

    private static void refuseHandshake(Peer peer) throws Exception {
        peer.greetAnd("STARTTLS");
        peer.expect("STARTTLS");
        peer.say("220 go");
        IOException refused = catchThrowableOfType(IOException.class, () -> {
            peer.secure(certificate.server());
            peer.line(); // TLS 1.3: the alert, or the reset behind it, may come after our side has finished
        });
        assertThat(refused).isNotNull();
        peer.drop();
    }

    @Test
    void a_refusal_of_starttls_leaves_the_connection_usable() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("STARTTLS");
                    peer.expect("STARTTLS");
                    peer.say("454 4.7.0 not now");
                })
                .ready()) {
            assertThat(line.client.startTls(tls("mx.example", true), Steps.NONE).code())
                    .isEqualTo(454);
            assertThat(line.client.usable()).isTrue();
            assertThat(line.client.tlsSession()).isEmpty();
            line.finish();
        }
    }

    @Test
    void a_handshake_that_hangs_is_left_at_the_time_limit() throws Exception {
        ClientSettings settings =
                Line.settings().commandLimit(Duration.ofMillis(300)).build();
        try (Line line = new Line(settings, peer -> {
                    peer.greetAnd("STARTTLS");
                    peer.expect("STARTTLS");
                    peer.say("220 go");
                    peer.awaitEnd();
                })
                .ready()) {
            BrokenConnectionException broken = catchThrowableOfType(
                    BrokenConnectionException.class, () -> line.client.startTls(tls("mx.example", true), Steps.NONE));
            assertThat(broken.kind()).isEqualTo(Kind.TIMEOUT);
            line.finish();
        }
    }
}
