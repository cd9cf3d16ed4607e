package org.grapnel.mta.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.grapnel.mta.connect.RecipientResult.Outcome.TRANSIENT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListensToStepsTest {
    /** Notes every call, and ends the attempt at one of them. */
    private static final class Recorder implements Steps {
        private final List<String> calls = new ArrayList<>();
        private final String objectTo;

        Recorder(String objectTo) {
            this.objectTo = objectTo;
        }

        private Optional<String> note(String call) {
            calls.add(call);
            return call.equals(objectTo) ? Optional.of("stop\r\nhere") : Optional.empty();
        }

        @Override
        public Optional<String> beforeMailFrom(String sender, List<String> parameters) {
            parameters.add("X=1");
            return note("mail");
        }

        @Override
        public Optional<String> beforeRcptTo(Recipient recipient, List<String> parameters) {
            return note("rcpt " + recipient.address());
        }

        @Override
        public Optional<String> beforeEndOfData() {
            return note("end");
        }

        @Override
        public Optional<String> beforeRead(int expectedCode, Stage next) {
            return note("before " + expectedCode + " " + next);
        }

        @Override
        public Optional<String> afterRead(Reply reply, int expectedCode, Stage next) {
            return note("after " + reply.code() + "/" + expectedCode + " " + next);
        }
    }

    @Test
    void hears_every_step_in_order_and_may_edit_parameters() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example> X=1", "RCPT TO:<a@x>", "RCPT TO:<b@x>", "DATA");
                    peer.say("250 ok", "250 ok", "550 no", "354 go");
                    peer.data();
                    peer.say("250 queued");
                })
                .ready()) {
            Recorder steps = new Recorder("");
            line.client.send(Line.envelope("a@x", "b@x"), Line.BODY, steps);
            assertThat(steps.calls)
                    .containsExactly(
                            "mail",
                            "rcpt a@x",
                            "rcpt b@x",
                            "before 250 RCPT",
                            "after 250/250 RCPT",
                            "before 250 RCPT",
                            "after 250/250 RCPT",
                            "before 250 DATA",
                            "after 550/250 DATA",
                            "before 354 END",
                            "after 354/354 END",
                            "end",
                            "before 250 IDLE",
                            "after 250/250 IDLE");
            line.finish();
        }
    }

    @Test
    void an_objection_before_anything_was_written_leaves_the_connection_usable() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> peer.greetAnd("PIPELINING")).ready()) {
            Transmission sent = line.client.send(Line.envelope("a@x"), Line.BODY, new Recorder("rcpt a@x"));
            assertThat(sent.results().get(0).outcome()).isEqualTo(TRANSIENT);
            assertThat(sent.results().get(0).reply().text()).isEqualTo("451 4.3.0 stop??here");
            assertThat(sent.usable()).isTrue();
            line.finish();
        }
    }

    @Test
    void an_objection_between_commands_resets_before_the_next_transaction() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("SIZE");
                    peer.line();
                    peer.say("250 ok");
                    peer.expect("RSET");
                    peer.say("250 ok");
                    peer.line();
                    peer.say("550 no");
                })
                .ready()) {
            Transmission sent = line.client.send(Line.envelope("a@x"), Line.BODY, new Recorder("after 250/250 RCPT"));
            assertThat(sent.usable()).isTrue();
            assertThat(line.send("a@x").results().get(0).reply().code()).isEqualTo(550);
            line.finish();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "before 250 DATA", "after 250/250 DATA", "before 354 END", "after 354/354 END"})
    void an_objection_in_the_middle_ends_the_connection_without_a_dot(String objection) throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example> X=1", "RCPT TO:<a@x>", "DATA");
                    peer.say("250 ok", "250 ok", "354 go");
                })
                .ready()) {
            Transmission sent = line.client.send(Line.envelope("a@x"), Line.BODY, new Recorder(objection));
            assertThat(sent.results().get(0).outcome()).isEqualTo(TRANSIENT);
            assertThat(sent.uncertain()).isFalse();
            assertThat(sent.usable()).isFalse();
            line.finish(); // the peer's script fails on any byte after 354
        }
    }
}
