package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.reception.ValidateMailfrom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2920 3.2: which replies are sent together, and which must not wait. */
@Timeout(60)
class AnswersPipelinesTest {
    private static final int ROUNDS = 50;

    @TempDir
    private Path directory;

    private RunningListener running;
    private Socket socket;
    private InputStream input;

    @BeforeEach
    void connect() throws Exception {
        running = new RunningListener(directory, Map.of());
        socket = new Socket(
                running.listener().address().getAddress(),
                running.listener().address().getPort());
        socket.setSoTimeout(30_000);
        input = socket.getInputStream();
        read();
        say("EHLO client.test");
        read();
    }

    @AfterEach
    void close() throws Exception {
        socket.close();
        running.close();
    }

    @Test
    void a_group_is_answered_in_one_piece() throws Exception {
        int pieces = 0;
        for (int round = 0; round < ROUNDS; round++) {
            say("RSET", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>", "RCPT TO:<c@example.net>");
            int lines = 0;
            while (lines < 4) {
                lines += (int) read().lines().count();
                pieces++;
            }
            assertThat(lines).isEqualTo(4);
        }
        assertThat(pieces)
                .as("reads that %d groups of four replies took", ROUNDS)
                .isEqualTo(ROUNDS);
    }

    @Test
    void a_whole_mail_in_one_write_is_taken_and_answered_in_order() throws Exception {
        say("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>", "DATA", "Subject: x", "", "text", ".", "QUIT");
        StringBuilder said = new StringBuilder();
        for (int count = 0; count >= 0; ) {
            byte[] block = new byte[4096];
            count = input.read(block);
            said.append(count < 0 ? "" : new String(block, 0, count, StandardCharsets.UTF_8));
        }
        assertThat(said.toString().lines().map(line -> line.substring(0, 4)))
                .containsExactly("250 ", "250 ", "354 ", "250 ", "221 ");
        assertThat(running.queue().size()).isEqualTo(1);
    }

    /** The command behind it waits in a handler: the reply before it is there nevertheless. */
    @ParameterizedTest
    @ValueSource(strings = {"EHLO again.test", "HELO again.test", "NOOP", "VRFY x", "HELP", "XYZZY", "DATA", "EXPN x"})
    void a_reply_that_must_not_wait_goes_out_before_the_next_command_is_served(String command) throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        running.handle(ValidateMailfrom.POINT, (transaction, sender, context) -> {
            try {
                assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Verdict.CONTINUE;
        });
        say(command, "MAIL FROM:<a@example.org>");
        String first = read();
        read.countDown();
        assertThat(first).matches("(?s)[2-5]\\d\\d[ -].*").doesNotContain("2.1.0");
        assertThat(read()).startsWith("250 2.1.0");
    }

    @Test
    void every_refusal_has_an_enhanced_code_of_its_class() throws Exception {
        List<String> wrong = List.of(
                "XYZZY",
                "EHLO",
                "HELO",
                "RCPT TO:<b@example.net>",
                "DATA",
                "DATA now",
                "QUIT now",
                "RSET now",
                "VRFY",
                "HELP XYZZY",
                "MAIL",
                "MAIL FROM:",
                "MAIL FROM:a@b",
                "MAIL FROM:<a@b> X=Y",
                "MAIL FROM:<a@b> SIZE=x",
                "MAIL FROM:<a@b> SIZE=99999999999",
                "MAIL FROM:<a@b> BODY=x",
                "XCLIENT ADDR=192.0.2.1");
        for (String command : wrong) {
            say(command);
            String reply = read();
            assertThat(reply).as(command).matches("(?s)([45])\\d\\d \\1\\.\\d{1,3}\\.\\d{1,3} .*");
        }
    }

    private void say(String... lines) throws Exception {
        byte[] bytes = (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(bytes);
    }

    /** What one read brings. */
    private String read() throws Exception {
        byte[] block = new byte[16 * 1024];
        int count = input.read(block);
        return count < 0 ? "" : new String(block, 0, count, StandardCharsets.UTF_8);
    }
}
