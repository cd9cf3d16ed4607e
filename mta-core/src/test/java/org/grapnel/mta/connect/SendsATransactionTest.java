package org.grapnel.mta.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.grapnel.mta.connect.RecipientResult.Outcome.DELIVERED;
import static org.grapnel.mta.connect.RecipientResult.Outcome.PERMANENT;
import static org.grapnel.mta.connect.RecipientResult.Outcome.TRANSIENT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SendsATransactionTest {
    private static final String[] RCPT = {"a@x", "b@x", "c@x"};

    @Test
    void goes_step_by_step_without_pipelining() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("SIZE 1000");
                    for (String command :
                            List.of("MAIL FROM:<s@me.example> SIZE=21", "RCPT TO:<a@x>", "RCPT TO:<b@x>")) {
                        peer.expect(command);
                        assertThat(peer.moreIsHere()).isFalse();
                        peer.say("250 2.1.0 ok");
                    }
                    peer.expect("DATA");
                    peer.say("354 go");
                    assertThat(new String(peer.data(), StandardCharsets.US_ASCII))
                            .isEqualTo("Subject: x\r\n\r\nhello\r\n");
                    peer.say("250 2.0.0 queued");
                    peer.expect("QUIT");
                    peer.say("221 bye");
                })
                .ready()) {
            Transmission sent = line.send("a@x", "b@x");
            assertThat(sent.allDelivered()).isTrue();
            assertThat(sent.usable()).isTrue();
            assertThat(sent.results().get(1).reply().enhanced()).contains("2.0.0");
            assertThat(sent.bodyOctets()).isEqualTo(21);
            assertThat(line.client.quit()).map(Reply::code).contains(221);
            line.finish();
        }
    }

    @Test
    void pipelines_the_envelope_in_one_write_and_reuses_the_connection() throws Exception {
        List<String> writes = new ArrayList<>();
        WireObserver observer = new WireObserver() {
            @Override
            public void read(byte[] bytes, int offset, int length) {}

            @Override
            public void written(byte[] bytes, int offset, int length) {
                writes.add(new String(bytes, offset, length, StandardCharsets.US_ASCII));
            }
        };
        try (Line line = new Line(Line.settings().build(), System::nanoTime, Optional.of(observer), peer -> {
                    peer.greetAnd("PIPELINING");
                    for (int i = 0; i < 3; i++) {
                        peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>", "DATA");
                        peer.say("250 ok", "250 ok", "354 go");
                        peer.data();
                        peer.say("250 queued");
                    }
                })
                .ready()) {
            for (int i = 0; i < 3; i++) {
                assertThat(line.send("a@x").allDelivered()).isTrue();
            }
            line.finish();
        }
        assertThat(writes).hasSize(7);
        assertThat(writes.get(1)).isEqualTo("MAIL FROM:<s@me.example>\r\nRCPT TO:<a@x>\r\nDATA\r\n");
        assertThat(writes.get(2)).endsWith("hello\r\n.\r\n");
    }

    @Test
    void cuts_a_pipelined_envelope_into_groups_that_fit_a_window() throws Exception {
        int count = 1500;
        String[] many = new String[count];
        for (int i = 0; i < count; i++) {
            many[i] = "recipient" + i + "@some.domain.example";
        }
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING");
                    String command = peer.line();
                    while (!command.equals("DATA")) {
                        peer.say("250 " + "x".repeat(200));
                        command = peer.line();
                    }
                    peer.say("354 go");
                    peer.data();
                    peer.say("250 queued");
                })
                .ready()) {
            Transmission sent = line.send(many);
            assertThat(sent.allDelivered()).isTrue();
            assertThat(sent.results()).hasSize(count);
            line.finish();
        }
    }

    @Test
    void tells_apart_the_recipients_of_a_partial_refusal() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>", "RCPT TO:<b@x>", "RCPT TO:<c@x>", "DATA");
                    peer.say("250 ok", "550 5.1.1 no such user", "250 ok", "451 4.7.1 later", "354 go");
                    peer.data();
                    peer.say("250 queued");
                })
                .ready()) {
            Transmission sent = line.send(RCPT);
            assertThat(sent.results())
                    .extracting(RecipientResult::outcome)
                    .containsExactly(PERMANENT, DELIVERED, TRANSIENT);
            assertThat(sent.results())
                    .extracting(RecipientResult::stage)
                    .containsExactly(Stage.RCPT, Stage.END, Stage.RCPT);
            assertThat(sent.results().get(0).reply().enhanced()).contains("5.1.1");
            line.finish();
        }
    }

    @Test
    void sends_no_data_when_all_are_refused_step_by_step_and_resets_before_the_next() throws Exception {
        try (Line line = new Line(Line.settings().pipelining(false).build(), peer -> {
                    peer.greetAnd("PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example>");
                    peer.say("250 ok");
                    peer.expect("RCPT TO:<a@x>");
                    peer.say("550 no");
                    peer.expect("RSET");
                    peer.say("250 ok");
                    peer.expect("MAIL FROM:<s@me.example>");
                    peer.say("450 busy");
                })
                .ready()) {
            Transmission sent = line.send("a@x");
            assertThat(sent.results().get(0).outcome()).isEqualTo(PERMANENT);
            assertThat(sent.usable()).isTrue();
            assertThat(line.send("b@x").results().get(0).stage()).isEqualTo(Stage.MAIL);
            line.finish();
        }
    }

    @Test
    void takes_back_data_that_was_granted_though_all_were_refused() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>", "DATA");
                    peer.say("250 ok", "550 no", "354 go");
                    peer.expect(".");
                    peer.say("554 no valid recipients");
                    peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>", "DATA");
                    peer.say("550 no sender", "503 order", "503 order");
                    peer.expect("NOOP");
                    peer.say("250 ok");
                })
                .ready()) {
            Transmission first = line.send("a@x");
            assertThat(first.results().get(0).reply().code()).isEqualTo(550);
            assertThat(first.results().get(0).stage()).isEqualTo(Stage.RCPT);
            assertThat(first.usable()).isTrue();
            Transmission second = line.send("a@x");
            assertThat(second.results().get(0).stage()).isEqualTo(Stage.MAIL);
            assertThat(second.results().get(0).reply().code()).isEqualTo(550);
            assertThat(line.client.noop(Steps.NONE).code()).isEqualTo(250);
            line.finish();
        }
    }

    @Test
    void reads_552_to_a_later_recipient_as_too_many_for_now() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>", "RCPT TO:<b@x>", "RCPT TO:<c@x>", "DATA");
                    peer.say("250 ok", "250 ok", "552 too many", "552 5.2.2 mailbox full", "354 go");
                    peer.data();
                    peer.say("250 queued");
                })
                .ready()) {
            assertThat(line.send(RCPT).results())
                    .extracting(RecipientResult::outcome)
                    .containsExactly(DELIVERED, TRANSIENT, PERMANENT);
            line.finish();
        }
    }

    @Test
    void lmtp_has_one_reply_for_each_accepted_recipient() throws Exception {
        try (Line line = new Line(Line.settings().lmtp(true).build(), peer -> {
                    peer.say("220 peer ready");
                    peer.hello("LHLO me.example", "PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>", "RCPT TO:<b@x>", "RCPT TO:<c@x>", "DATA");
                    peer.say("250 ok", "250 ok", "550 no", "250 ok", "354 go");
                    peer.data();
                    peer.say("452 4.2.2 full", "250 2.0.0 stored");
                })
                .ready()) {
            Transmission sent = line.send(RCPT);
            assertThat(sent.results())
                    .extracting(RecipientResult::outcome)
                    .containsExactly(TRANSIENT, PERMANENT, DELIVERED);
            assertThat(sent.usable()).isTrue();
            line.finish();
        }
    }

    @Test
    void lmtp_marks_only_the_unanswered_as_uncertain() throws Exception {
        try (Line line = new Line(Line.settings().lmtp(true).build(), peer -> {
                    peer.say("220 peer ready");
                    peer.hello("LHLO me.example", "PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>", "RCPT TO:<b@x>", "RCPT TO:<c@x>", "DATA");
                    peer.say("250 ok", "250 ok", "250 ok", "250 ok", "354 go");
                    peer.data();
                    peer.say("250 2.0.0 stored");
                    peer.drop();
                })
                .ready()) {
            Transmission sent = line.send(RCPT);
            assertThat(sent.results())
                    .extracting(RecipientResult::outcome)
                    .containsExactly(DELIVERED, TRANSIENT, TRANSIENT);
            assertThat(sent.results()).extracting(RecipientResult::uncertain).containsExactly(false, true, true);
            assertThat(sent.usable()).isFalse();
            line.finish();
        }
    }

    @Test
    void sends_chunks_where_offered_and_wanted() throws Exception {
        byte[] body = (".dot\r\n" + "y".repeat(98) + "\r\n").repeat(1000).getBytes(StandardCharsets.US_ASCII);
        AtomicReference<String> seen = new AtomicReference<>("");
        try (Line line = new Line(Line.settings().chunking(true).build(), peer -> {
                    peer.greetAnd("PIPELINING", "CHUNKING");
                    peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>");
                    peer.say("250 ok", "250 ok");
                    String command;
                    do {
                        command = peer.line();
                        int length = Integer.parseInt(command.split(" ")[1]);
                        String chunk = new String(peer.octets(length), StandardCharsets.US_ASCII);
                        seen.updateAndGet(before -> before + chunk);
                        peer.say("250 " + length);
                    } while (!command.endsWith(" LAST"));
                })
                .ready()) {
            Transmission sent = line.client.send(Line.envelope("a@x"), BodySource.of(body), Steps.NONE);
            assertThat(sent.allDelivered()).isTrue();
            assertThat(sent.bodyOctets()).isEqualTo(body.length);
            line.finish();
        }
        assertThat(seen.get()).isEqualTo(new String(body, StandardCharsets.US_ASCII));
    }

    @Test
    void stops_after_a_refused_chunk_and_resets() throws Exception {
        try (Line line = new Line(Line.settings().chunking(true).build(), peer -> {
                    peer.greetAnd("CHUNKING");
                    peer.expect("MAIL FROM:<s@me.example>");
                    peer.say("250 ok");
                    peer.expect("RCPT TO:<a@x>");
                    peer.say("250 ok");
                    peer.octets(Integer.parseInt(peer.line().split(" ")[1]));
                    peer.say("552 5.3.4 enough");
                    peer.expect("RSET");
                    peer.say("250 ok");
                })
                .ready()) {
            BodySource body = BodySource.of(new byte[300_000]);
            Transmission sent = line.client.send(Line.envelope("a@x"), body, Steps.NONE);
            assertThat(sent.results().get(0).outcome()).isEqualTo(PERMANENT);
            assertThat(sent.results().get(0).stage()).isEqualTo(Stage.DATA);
            assertThat(sent.usable()).isTrue();
            assertThat(line.client.rset(Steps.NONE).positive()).isTrue();
            line.finish();
        }
    }

    @Test
    void parses_capabilities_with_their_parameters_and_falls_back_to_helo() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
            peer.say("220 peer ready");
            peer.hello("EHLO me.example", "size 35882577", "AUTH PLAIN LOGIN", "AUTH=LOGIN XOAUTH2", "8bitmime", "DSN");
            peer.expect("EHLO me.example");
            peer.say("502 what?");
            peer.expect("HELO me.example");
            peer.say("250 old peer");
        })) {
            line.ready();
            Capabilities offered = line.client.capabilities();
            assertThat(offered.sizeLimit()).hasValue(35882577);
            assertThat(offered.parameters("AUTH")).containsExactly("PLAIN", "LOGIN", "XOAUTH2");
            assertThat(offered.keywords().keySet()).containsExactly("SIZE", "AUTH", "8BITMIME", "DSN");
            assertThat(line.client.hello(Steps.NONE).positive()).isTrue();
            assertThat(line.client.capabilities().keywords()).isEmpty();
            line.finish();
        }
    }

    @Test
    void declares_extensions_and_leaves_out_dsn_where_it_is_not_offered() throws Exception {
        BodySource eightBit = BodySource.of("Subject: x\r\n\r\nä\r\n".getBytes(StandardCharsets.UTF_8));
        Envelope envelope = new Envelope(
                "grün@me.example",
                List.of("RET=HDRS"),
                List.of(new Recipient("b@x", List.of("NOTIFY=NEVER", "XFOO=1"))),
                false);
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING", "SIZE", "8BITMIME", "SMTPUTF8");
                    peer.expect(
                            "MAIL FROM:<grün@me.example> SIZE=18 BODY=8BITMIME SMTPUTF8",
                            "RCPT TO:<b@x> XFOO=1",
                            "DATA");
                    peer.say("250 ok", "250 ok", "354 go");
                    peer.data();
                    peer.say("250 queued");
                })
                .ready()) {
            assertThat(line.client.send(envelope, eightBit, Steps.NONE).allDelivered())
                    .isTrue();
            line.finish();
        }
    }

    @Test
    void xclient_says_hello_again() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("XCLIENT ADDR NAME");
                    peer.expect("XCLIENT ADDR=192.0.2.1 NAME=a.example");
                    peer.say("220 again");
                    peer.hello("EHLO me.example", "SIZE");
                })
                .ready()) {
            Reply reply = line.client.xclient(List.of("ADDR=192.0.2.1"), new Steps() {
                @Override
                public Optional<String> beforeXclient(List<String> arguments) {
                    arguments.add("NAME=a.example");
                    return Optional.empty();
                }
            });
            assertThat(reply.code()).isEqualTo(250);
            assertThat(line.client.capabilities().keywords().keySet().stream().collect(Collectors.joining()))
                    .isEqualTo("SIZE");
            line.finish();
        }
    }
}
