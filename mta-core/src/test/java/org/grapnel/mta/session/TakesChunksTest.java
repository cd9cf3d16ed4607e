package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.reception.ValidateData;
import org.grapnel.hook.reception.ValidateDataSpool;
import org.grapnel.hook.session.DecInboundConnections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TakesChunksTest {
    private static final int MOST = 64 * 1024;

    @TempDir
    private Path directory;

    private RunningListener running;
    private LineClient client;
    private final List<String> contents = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        start(Map.of());
    }

    private void start(Map<String, String> more) throws Exception {
        Map<String, String> keys = new java.util.HashMap<>(
                Map.of("relay_hosts", "127.0.0.0/8, ::1", "max_message_size", "64KB", "max_line", "1000"));
        keys.putAll(more);
        running = new RunningListener(directory, keys);
        running.handle(ValidateDataSpool.POINT, (transaction, context) -> {
            try (var stream = transaction.content().orElseThrow().open()) {
                contents.add(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1));
                return Verdict.CONTINUE;
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        });
        client = running.client();
        client.say("EHLO client.test", "250 ");
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        running.close();
    }

    private void envelope(String parameters) throws Exception {
        client.say("MAIL FROM:<a@example.org>" + parameters, "250 ").say("RCPT TO:<b@example.net>", "250 ");
    }

    private LineClient chunk(String content, String last, String reply) throws Exception {
        return client.raw("BDAT " + content.getBytes(StandardCharsets.ISO_8859_1).length + last + "\r\n" + content)
                .expect(reply);
    }

    private void inStep() throws Exception {
        client.say("NOOP", "250 2.0.0");
    }

    private long files() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("intake"))) {
            return files.count();
        }
    }

    @Test
    void a_mail_comes_in_chunks_of_any_size_none_included() throws Exception {
        envelope("");
        chunk("Subject: x\r", "", "250 2.0.0 11 bytes");
        chunk("", "", "250 2.0.0 0 bytes");
        chunk("\n\r\n.\r\nRSET\r\n.\r\n..a", "", "250 2.0.0");
        chunk("\r\n", " LAST", "250 2.0.0 Ok: queued");
        assertThat(contents).containsExactly("Subject: x\r\n\r\n.\r\nRSET\r\n.\r\n..a\r\n");
        assertThat(running.queue().size()).isEqualTo(1);
        inStep();
    }

    @Test
    void the_last_chunk_may_be_empty_and_the_keyword_is_read_in_any_case() throws Exception {
        envelope("");
        chunk("Subject: x\r\n\r\ntext\r\n", "", "250 ");
        client.say("bdat 00000000000000000000   last", "250 2.0.0 Ok: queued");
        assertThat(contents).containsExactly("Subject: x\r\n\r\ntext\r\n");
    }

    @Test
    void a_last_line_without_its_end_gets_one() throws Exception {
        envelope("");
        chunk("Subject: x\r\n\r\ntext", " LAST", "250 2.0.0 Ok: queued");
        assertThat(contents).containsExactly("Subject: x\r\n\r\ntext\r\n");
    }

    @Test
    void several_mails_and_their_chunks_come_in_one_write() throws Exception {
        String mail = "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.net>\r\n";
        client.raw(mail + "BDAT 7\r\nA: b\r\n\r" + "BDAT 3\r\n\nx\r" + "BDAT 1 LAST\r\n\n" + mail
                + "BDAT 9 LAST\r\nBDAT 5\r\n\nNOOP\r\n");
        client.expect("250 2.1.0").expect("250 2.1.5").expect("250 2.0.0 7").expect("250 2.0.0 3");
        client.expect("250 2.0.0 Ok: queued").expect("250 2.1.0").expect("250 2.1.5");
        client.expect("550 5.6.0").expect("250 2.0.0 Ok");
        assertThat(contents).containsExactly("A: b\r\n\r\nx\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSET", "EHLO again.test"})
    void what_came_before_a_reset_is_forgotten(String reset) throws Exception {
        envelope("");
        chunk("Subject: lost\r\n\r\n" + "x".repeat(70) + "\r\n", "", "250 ");
        client.say(reset, "250 ");
        envelope("");
        chunk("Subject: kept\r\n\r\n", " LAST", "250 2.0.0 Ok: queued");
        assertThat(contents).containsExactly("Subject: kept\r\n\r\n");
    }

    @Test
    void data_can_not_follow_a_chunk_and_the_chunks_go_on() throws Exception {
        envelope("");
        chunk("Subject: x\r\n\r\n", "", "250 ");
        client.say("DATA", "503 5.5.1");
        chunk("text\r\n", " LAST", "250 2.0.0 Ok: queued");
        assertThat(contents).containsExactly("Subject: x\r\n\r\ntext\r\n");
    }

    @Test
    void binary_mail_needs_chunks_and_keeps_every_byte_of_its_body() throws Exception {
        envelope(" BODY=BINARYMIME");
        client.say("DATA", "503 5.5.1");
        String body = "a\rb\nc\0d\r\n.\r\n" + "\u00ff".repeat(2000);
        chunk("Subject: x\r\n\r", "", "250 ");
        chunk("\n" + body, " LAST", "250 2.0.0 Ok: queued");
        assertThat(contents).containsExactly("Subject: x\r\n\r\n" + body);
    }

    @Test
    void the_header_of_binary_mail_is_text() throws Exception {
        envelope(" BODY=BINARYMIME");
        chunk("Subject: x\nA: b\r\n\r\nbody", " LAST", "550 5.6.0 A bare line feed");
        inStep();
        assertThat(contents).isEmpty();
    }

    @Test
    void chunks_without_a_mail_are_read_and_dropped() throws Exception {
        chunk("MAIL FROM:<x@example.org>\r\n", "", "503 5.5.1");
        client.say("MAIL FROM:<a@example.org>", "250 ");
        chunk("RSET\r\n", " LAST", "554 5.5.1");
        client.say("RCPT TO:<>", "501 ");
        inStep();
    }

    @Test
    void a_refused_chunk_ends_the_mail_and_those_behind_it_are_dropped_without_counting_as_errors() throws Exception {
        envelope("");
        StringBuilder pipeline = new StringBuilder("BDAT 3\r\na\nb");
        for (int i = 0; i < 50; i++) {
            pipeline.append("BDAT 6\r\nQUIT\r\n");
        }
        client.raw(pipeline + "BDAT 6 LAST\r\nQUIT\r\n").expect("550 5.6.0");
        for (int i = 0; i < 51; i++) {
            client.expect("503 5.5.1 An earlier chunk");
        }
        envelope("");
        chunk("Subject: next\r\n\r\n", " LAST", "250 2.0.0 Ok: queued");
        assertThat(contents).containsExactly("Subject: next\r\n\r\n");
        client.say("RSET", "250 ");
        chunk("x", "", "503 5.5.1 MAIL FROM must come first");
    }

    @Test
    void the_chunks_together_are_bounded_and_one_over_the_bound_is_read_to_its_end() throws Exception {
        envelope("");
        String line = "x".repeat(98) + "\r\n";
        chunk("\r\n" + line.repeat(600), "", "250 ");
        chunk(line.repeat(100), "", "552 5.3.4");
        inStep();
        envelope("");
        chunk("RSET\r\n".repeat(MOST), " LAST", "552 5.3.4");
        inStep();
        assertThat(contents).isEmpty();
        assertThat(files()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BDAT", "BDAT x", "BDAT -1", "BDAT 5LAST", "BDAT 000000000000000000005", "BDAT LAST 5"})
    void a_chunk_without_a_readable_size_ends_the_session(String line) throws Exception {
        envelope("");
        client.raw(line + "\r\nRSET\r\nNOOP\r\n").expect("501 5.5.4").expectEnd();
    }

    @Test
    void a_chunk_with_a_readable_size_is_dropped_whatever_else_is_wrong_with_its_command() throws Exception {
        envelope("");
        client.raw("BDAT 6 LATER\r\nQUIT\r\n").expect("501 5.5.4");
        client.raw("BDAT 6\nQUIT\r\n").expect("500 5.5.2");
        inStep();
        chunk("Subject: x\r\n\r\n", " LAST", "250 2.0.0 Ok: queued");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"BDAT 99999999999999999999 LAST\r\nQUIT\r\n", "BDAT 100 LAST\r\nSubject: x\r\n\r\ntext\r\n"})
    void a_connection_lost_within_a_chunk_is_no_mail(String begun) throws Exception {
        envelope("");
        client.raw(begun).endSending();
        client.expectEnd();
        awaitNoSession();
        assertThat(contents).isEmpty();
        assertThat(running.queue().size()).isZero();
    }

    @Test
    void a_connection_lost_between_chunks_leaves_no_file() throws Exception {
        end();
        start(Map.of("max_message_size", "10MB"));
        envelope("");
        chunk("\r\n" + ("x".repeat(98) + "\r\n").repeat(20_000), "", "250 ");
        assertThat(files()).isEqualTo(1);
        client.endSending().expectEnd();
        awaitNoSession();
        assertThat(files()).isZero();
        assertThat(running.queue().size()).isZero();
    }

    private void awaitNoSession() throws InterruptedException {
        running.listener().drain();
        running.listener().awaitSessions(Duration.ofSeconds(30));
        assertThat(running.listener().sessions()).isEmpty();
    }

    @Test
    void validate_data_is_asked_once_a_mail_before_its_first_chunk_is_taken() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        running.handle(ValidateData.POINT, (transaction, context) -> {
            asked.incrementAndGet();
            return transaction.sender().localPart().equals("bad")
                    ? new Verdict.Reject(Reply.of(550, "5.7.1", "Not from you"))
                    : Verdict.CONTINUE;
        });
        envelope("");
        chunk("Subject: x\r\n", "", "250 ");
        chunk("\r\n", "", "250 ");
        chunk("", " LAST", "250 2.0.0 Ok: queued");
        assertThat(asked).hasValue(1);
        client.say("MAIL FROM:<bad@example.org>", "250 ").say("RCPT TO:<b@example.net>", "250 ");
        chunk("QUIT\r\n", "", "550 5.7.1");
        chunk("QUIT\r\n", " LAST", "503 5.5.1");
        inStep();
        assertThat(asked).hasValue(2);
    }

    @Test
    void content_that_does_not_come_in_time_is_no_mail_however_its_chunks_are_cut() throws Exception {
        end();
        start(Map.of("data_timeout", "500ms"));
        envelope("");
        client.raw("BDAT 3\r\nA: ").expect("250 ");
        client.raw("BDAT 3 LAST\r\nb").expect("421 4.4.2").expectEnd();
        awaitNoSession();
        assertThat(running.queue().size()).isZero();
    }

    @Test
    void a_refused_connection_drops_chunks_too() throws Exception {
        end();
        running = new RunningListener(directory.resolve("refusing"), Map.of());
        running.handle(
                org.grapnel.hook.session.ValidateConnect.POINT,
                (session, context) -> new Verdict.Reject(Reply.of(554, "5.7.1", "No")));
        client = new LineClient(running.listener().address());
        client.expect("554 ");
        chunk("QUIT\r\n", " LAST", "503 5.5.1");
        client.say("QUIT", "221 ").expectEnd();
    }

    @Test
    void every_session_that_was_counted_in_is_counted_out() throws Exception {
        AtomicInteger out = new AtomicInteger();
        running.handle(DecInboundConnections.POINT, (type, session) -> out.incrementAndGet());
        envelope("");
        client.raw("BDAT 100\r\nx").endSending();
        client.expectEnd();
        awaitNoSession();
        assertThat(out).hasValue(1);
    }
}
