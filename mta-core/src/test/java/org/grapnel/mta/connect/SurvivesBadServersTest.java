package org.grapnel.mta.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.grapnel.mta.connect.RecipientResult.Outcome.PERMANENT;
import static org.grapnel.mta.connect.RecipientResult.Outcome.TRANSIENT;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.grapnel.mta.connect.BrokenConnectionException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurvivesBadServersTest {
    private static final List<String> COMMANDS = List.of("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>", "DATA", ".");
    private static final List<String> GOOD = List.of("250 ok", "250 ok", "354 go", "250 queued");

    /** Plays a transaction up to a command and then does something else. */
    private static Peer.Script until(int stage, String... answer) {
        return peer -> {
            peer.greetAnd("SIZE");
            for (int i = 0; i <= stage; i++) {
                if (i == 3) {
                    peer.data();
                } else {
                    String line = peer.line();
                    assertThat(line).startsWith(COMMANDS.get(i));
                }
                if (i < stage) {
                    peer.say(GOOD.get(i));
                }
            }
            if (answer.length == 0) {
                peer.drop();
            } else {
                peer.say(answer);
                peer.awaitEnd();
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "0,450 later,TRANSIENT,MAIL,true", "0,550 never,PERMANENT,MAIL,true", "0,421 bye,TRANSIENT,MAIL,false",
        "1,450 later,TRANSIENT,RCPT,true", "1,550 never,PERMANENT,RCPT,true", "1,421 bye,TRANSIENT,RCPT,false",
        "2,450 later,TRANSIENT,DATA,true", "2,550 never,PERMANENT,DATA,true", "2,421 bye,TRANSIENT,DATA,false",
        "3,450 later,TRANSIENT,END,true", "3,550 never,PERMANENT,END,true", "3,421 bye,TRANSIENT,END,false",
    })
    void takes_a_refusal_at_each_stage(
            int stage, String answer, RecipientResult.Outcome outcome, Stage decided, boolean usable) throws Exception {
        try (Line line = new Line(Line.settings().build(), until(stage, answer)).ready()) {
            Transmission sent = line.send("a@x");
            RecipientResult result = sent.results().get(0);
            assertThat(result.outcome()).isEqualTo(outcome);
            assertThat(result.stage()).isEqualTo(decided);
            assertThat(result.reply().text()).isEqualTo(answer);
            assertThat(result.reply().local()).isFalse();
            assertThat(result.uncertain()).isFalse();
            assertThat(sent.usable()).isEqualTo(usable);
            line.finish();
        }
    }

    @ParameterizedTest
    @CsvSource({"0,MAIL", "1,RCPT", "2,DATA", "3,END"})
    void takes_an_end_of_the_connection_at_each_stage(int stage, Stage reached) throws Exception {
        try (Line line = new Line(Line.settings().build(), until(stage)).ready()) {
            Transmission sent = line.send("a@x");
            RecipientResult result = sent.results().get(0);
            assertThat(result.outcome()).isEqualTo(TRANSIENT);
            assertThat(result.stage()).isEqualTo(reached);
            assertThat(result.reply().local()).isTrue();
            assertThat(result.uncertain()).as("only after the final dot").isEqualTo(stage == 3);
            assertThat(sent.answered()).isEqualTo(stage > 0);
            assertThat(sent.usable()).isFalse();
            assertThat(sent.broken()).isPresent();
            line.finish();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "25", "250+ok", "199 early", "650 late", "2x0 ok", "", "250-a\r\n251 b", "334 what"})
    void ends_a_connection_that_answers_garbage(String garbage) throws Exception {
        try (Line line = new Line(Line.settings().build(), until(0, garbage)).ready()) {
            Transmission sent = line.send("a@x");
            assertThat(sent.broken()).contains(Kind.PROTOCOL);
            assertThat(sent.results().get(0).outcome()).isEqualTo(TRANSIENT);
            assertThat(sent.results().get(0).reply().enhanced()).contains("4.5.0");
            assertThat(sent.usable()).isFalse();
            line.finish();
        }
    }

    @Test
    void tolerates_a_bare_line_feed_and_a_code_without_text_and_cleans_control_characters() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
            peer.raw("220\n");
            peer.expect("EHLO me.example");
            peer.raw("250-x\u0000y\u001b[2J\n250 SIZE 7\n");
        })) {
            assertThat(line.client.greet(Steps.NONE).lines()).containsExactly("");
            assertThat(line.client.hello(Steps.NONE).lines()).containsExactly("x?y?[2J", "SIZE 7");
            assertThat(line.client.capabilities().sizeLimit()).hasValue(7);
            line.finish();
        }
    }

    @Test
    void ends_a_reply_that_is_too_long_in_bytes_or_in_lines() throws Exception {
        String line513 = "220 " + "x".repeat(600);
        for (String flood :
                List.of(line513, "220-a\r\n".repeat(9) + "220 b", "220-" + "y".repeat(300) + "\r\n" + line513)) {
            try (Line line = new Line(Line.settings().replyBounds(512, 8).build(), peer -> {
                peer.say(flood);
                peer.awaitEnd();
            })) {
                assertBroken(Kind.PROTOCOL, line);
                line.finish();
            }
        }
    }

    private static void assertBroken(Kind kind, Line line) {
        BrokenConnectionException broken =
                catchThrowableOfType(BrokenConnectionException.class, () -> line.client.greet(Steps.NONE));
        assertThat(broken.kind()).isEqualTo(kind);
        assertThat(line.client.usable()).isFalse();
    }

    @Test
    void a_421_within_a_pipelined_group_ends_the_wait_for_the_rest() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>", "RCPT TO:<b@x>", "RCPT TO:<c@x>", "DATA");
                    peer.say("250 ok", "550 no", "421 4.3.2 shutting down");
                    peer.awaitEnd(); // stays open: only the 421 ends it
                })
                .ready()) {
            Transmission sent = line.send("a@x", "b@x", "c@x");
            assertThat(sent.results())
                    .extracting(RecipientResult::outcome)
                    .containsExactly(PERMANENT, TRANSIENT, TRANSIENT);
            assertThat(sent.results().get(2).reply().code()).isEqualTo(421);
            assertThat(sent.usable()).isFalse();
            line.finish();
        }
    }

    @Test
    void a_connection_with_a_reply_nobody_asked_for_is_not_usable() throws Exception {
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("SIZE");
                    peer.expect("NOOP");
                    peer.say("250 ok", "421 timeout");
                    peer.awaitEnd();
                })
                .ready()) {
            assertThat(line.client.noop(Steps.NONE).code()).isEqualTo(250);
            assertThat(line.client.usable()).isFalse();
            assertThat(line.client.quit()).isEmpty();
            line.finish();
        }
    }

    @Test
    void a_silent_server_is_left_at_the_time_limit() throws Exception {
        ClientSettings settings =
                Line.settings().bannerLimit(Duration.ofMillis(80)).build();
        try (Line line = new Line(settings, Peer::awaitEnd)) {
            assertBroken(Kind.TIMEOUT, line);
            line.finish();
        }
    }

    @Test
    void a_dripping_server_is_left_at_the_total_limit_of_the_step() throws Exception {
        AtomicLong clock = new AtomicLong();
        Semaphore seen = new Semaphore(0);
        AtomicLong drips = new AtomicLong();
        WireObserver observer = new WireObserver() {
            @Override
            public void read(byte[] bytes, int offset, int length) {
                clock.addAndGet(Duration.ofSeconds(1).toNanos()); // each drip takes a second
                drips.incrementAndGet();
                seen.release();
            }

            @Override
            public void written(byte[] bytes, int offset, int length) {}
        };
        ClientSettings settings =
                Line.settings().bannerLimit(Duration.ofSeconds(10)).build();
        CountDownLatch left = new CountDownLatch(1);
        try (Line line = new Line(settings, clock::get, Optional.of(observer), peer -> {
            peer.raw("220 ");
            while (left.getCount() > 0) {
                if (seen.tryAcquire(10, TimeUnit.MILLISECONDS)) {
                    peer.raw("x");
                }
            }
            peer.awaitEnd();
        })) {
            assertBroken(Kind.TIMEOUT, line);
            left.countDown();
            assertThat(drips.get()).isBetween(9L, 11L);
            line.finish();
        }
    }

    @Test
    void a_server_that_stops_reading_is_left_by_the_watchdog() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        ClientSettings settings =
                Line.settings().dataBlockLimit(Duration.ofMillis(200)).build();
        BodySource endless = new BodySource() {
            @Override
            public OptionalLong size() {
                return OptionalLong.empty();
            }

            @Override
            public boolean eightBit() {
                return false;
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        Arrays.fill(bytes, offset, offset + length, (byte) 'x');
                        return length;
                    }
                };
            }
        };
        try (Line line = new Line(settings, peer -> {
                    peer.greetAnd("PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>", "DATA");
                    peer.say("250 ok", "250 ok", "354 go");
                    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
                    peer.drop();
                })
                .ready()) {
            Transmission sent = line.client.send(Line.envelope("a@x"), endless, Steps.NONE);
            done.countDown();
            assertThat(sent.broken()).contains(Kind.TIMEOUT);
            assertThat(sent.uncertain()).isFalse();
            line.finish();
        }
    }

    @Test
    void a_refusal_in_the_middle_of_the_data_is_heard() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        AtomicLong blocks = new AtomicLong();
        BodySource slow = new BodySource() {
            @Override
            public OptionalLong size() {
                return OptionalLong.empty();
            }

            @Override
            public boolean eightBit() {
                return false;
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        if (blocks.incrementAndGet() == 4) {
                            try {
                                assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                        }
                        return blocks.get() < 100_000 ? length : -1;
                    }
                };
            }
        };
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>", "DATA");
                    peer.say("250 ok", "250 ok", "354 go");
                    peer.octets(1000);
                    peer.say("552 5.3.4 enough");
                    peer.drop();
                    gone.countDown();
                })
                .ready()) {
            Transmission sent = line.client.send(Line.envelope("a@x"), slow, Steps.NONE);
            assertThat(sent.usable()).isFalse();
            assertThat(sent.uncertain()).isFalse();
            RecipientResult result = sent.results().get(0);
            // Whether the reply outlives the reset is the kernel's choice; either way it is a plain failure.
            assertThat(result.outcome()).isEqualTo(result.reply().local() ? TRANSIENT : PERMANENT);
            line.finish();
        }
    }

    @Test
    void a_body_that_can_not_be_read_cuts_the_data_without_a_dot() throws Exception {
        BodySource broken = new BodySource() {
            @Override
            public OptionalLong size() {
                return OptionalLong.empty();
            }

            @Override
            public boolean eightBit() {
                return false;
            }

            @Override
            public InputStream open() throws IOException {
                throw new IOException("disk is gone");
            }
        };
        try (Line line = new Line(Line.settings().build(), peer -> {
                    peer.greetAnd("PIPELINING");
                    peer.expect("MAIL FROM:<s@me.example>", "RCPT TO:<a@x>", "DATA");
                    peer.say("250 ok", "250 ok", "354 go");
                })
                .ready()) {
            Transmission sent = line.client.send(Line.envelope("a@x"), broken, Steps.NONE);
            assertThat(sent.results().get(0).reply().text()).contains("disk is gone");
            assertThat(sent.usable()).isFalse();
            line.finish(); // the peer's script fails on any byte after 354
        }
    }
}
