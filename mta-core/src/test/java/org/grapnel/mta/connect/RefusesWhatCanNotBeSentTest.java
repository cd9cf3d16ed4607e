package org.grapnel.mta.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.grapnel.mta.connect.RecipientResult.Outcome.PERMANENT;
import static org.grapnel.mta.connect.RecipientResult.Outcome.TRANSIENT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The peer of these tests fails on any byte that comes after EHLO. */
class RefusesWhatCanNotBeSentTest {
    private static Line silent(String... capabilities) throws Exception {
        return new Line(Line.settings().build(), peer -> peer.greetAnd(capabilities)).ready();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@x\r\nRCPT TO:<evil@x",
                "a@x\nDATA",
                "a\u0000@x",
                "a@x> SIZE=1 <",
                "a@x SIZE=1",
                "<a@x>",
                "\"a\r\n\"@x",
                "\"open@x",
                "\"a\\\r\"@x",
                "a\u0085@x",
                "\ud800@x",
                "a\u007f@x"
            })
    void an_address_that_would_be_more_than_an_address_is_never_sent(String address) throws Exception {
        try (Line line = silent("PIPELINING", "SMTPUTF8", "8BITMIME")) {
            Transmission asRecipient = line.send(address);
            assertThat(asRecipient.results().get(0).outcome()).isEqualTo(PERMANENT);
            assertThat(asRecipient.results().get(0).reply().enhanced()).contains("5.1.3");
            assertThat(asRecipient.results().get(0).reply().local()).isTrue();
            assertThat(asRecipient.results().get(0).reply().text()).doesNotContain("\r", "\n", "\u0000");
            Envelope envelope = new Envelope(address, List.of(new Recipient("a@x")));
            Transmission asSender = line.client.send(envelope, Line.BODY, Steps.NONE);
            assertThat(asSender.results().get(0).reply().enhanced()).contains("5.1.7");
            assertThat(asSender.usable()).isTrue();
            line.finish();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X=1\r\nDATA", "X Y", "", "X=\u0000", "X=ä"})
    void a_parameter_that_would_be_more_than_a_parameter_is_never_sent(String parameter) throws Exception {
        try (Line line = silent("PIPELINING")) {
            Transmission inMail = line.client.send(
                    new Envelope("s@x", List.of(parameter), List.of(new Recipient("a@x")), false),
                    Line.BODY,
                    Steps.NONE);
            assertThat(inMail.results().get(0).outcome()).isEqualTo(TRANSIENT);
            Transmission fromListener = line.client.send(Line.envelope("a@x"), Line.BODY, new Steps() {
                @Override
                public Optional<String> beforeRcptTo(Recipient recipient, List<String> parameters) {
                    parameters.add(parameter);
                    return Optional.empty();
                }
            });
            assertThat(fromListener.results().get(0).outcome()).isEqualTo(TRANSIENT);
            assertThat(fromListener.usable()).isTrue();
            assertThat(line.client.xclient(List.of(parameter), Steps.NONE).local())
                    .isTrue();
            line.finish();
        }
    }

    @Test
    void an_ehlo_name_with_a_line_end_is_no_setting() {
        assertThatThrownBy(() -> ClientSettings.named("me\r\nMAIL FROM:<>").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ehlo_name: 'me??MAIL");
    }

    @Test
    void a_quoted_local_part_may_hold_what_would_else_end_the_path() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<\"a b>\\\"c\"@x>", "DATA");
                    peer.say("250 ok", "250 ok", "354 go");
                    peer.data();
                    peer.say("250 queued");
                })
                .ready()) {
            assertThat(line.send("\"a b>\\\"c\"@x").allDelivered()).isTrue();
            line.finish();
        }
    }

    @Test
    void what_the_server_lacks_is_named() throws Exception {
        BodySource eight = BodySource.of("ä\r\n".getBytes(StandardCharsets.UTF_8));
        try (Line line = silent("PIPELINING", "SIZE 20")) {
            assertThat(enhanced(line, Line.envelope("a@x"), eight)).isEqualTo("5.6.3");
            assertThat(enhanced(line, Line.envelope("ä@x"), BodySource.of(new byte[0])))
                    .isEqualTo("5.6.7");
            assertThat(enhanced(line, new Envelope("ä@x", List.of(new Recipient("a@x"))), BodySource.of(new byte[0])))
                    .isEqualTo("5.6.7");
            assertThat(enhanced(
                            line,
                            new Envelope("s@x", List.of(), List.of(new Recipient("a@x")), true),
                            BodySource.of(new byte[0])))
                    .isEqualTo("5.6.9");
            assertThat(enhanced(line, Line.envelope("a@x"), Line.BODY)).isEqualTo("5.3.4");
            line.finish();
        }
    }

    private static String enhanced(Line line, Envelope envelope, BodySource body) {
        Transmission sent = line.client.send(envelope, body, Steps.NONE);
        assertThat(sent.usable()).isTrue();
        assertThat(sent.results())
                .allMatch(result ->
                        result.outcome() == PERMANENT && result.reply().local());
        return sent.results().get(0).reply().enhanced().orElseThrow();
    }
}
