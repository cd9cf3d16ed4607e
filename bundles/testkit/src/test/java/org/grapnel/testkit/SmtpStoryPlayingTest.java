package org.grapnel.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpStoryPlayingTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String GOOD =
            """
            # two mails, the second one in pieces
            [settings] hostname=receiver.test
            [settings] routes=*=127.0.0.1:2700

            S: /220 receiver\\.test .*/
            C: EHLO client.test
            S: 250-receiver.test greets client.test
            S: 250-PIPELINING
            S: /250-SIZE [0-9]+/
            S: 250 8BITMIME
            C: MAIL FROM:<a@a.test> SIZE=10
            S: 250 2.1.0 sender noted
            C: RCPT TO:<b@b.test> NOTIFY=NEVER
            S: /250 .*/
            C: DATA
            S: /354 .*/
            C: Subject: one
            C:
            C: ..dotted
            C: .
            S: /250 .*/
            C> MAIL FROM:<>\\r\\nRCPT TO:<b@b.test>\\r
            C> \\nRCPT TO:<c@c.test>\\r\\nDATA\\r\\n
            S: /250 .*/
            S: /250 .*/
            S: /250 .*/
            S: /354 .*/
            C> Subject: two\\r\\n\\r\\n\\xC3\\xA4\\0\\\\
            C64: DQouDQo=
            S: /250 .*/
            C: QUIT
            S: /221 .*/
            -- closed

            -- connect
            S: /220 .*/
            -- close

            DELIVERED 2
              from:
              to: b@b.test, c@c.test
              header: Subject: two
              body-contains: ä

              from: a@a.test
              to: b@b.test
              mail-parameter: SIZE=10
              rcpt-parameter: /NOTIFY=.*/
              header: /Subject: .*/
              no-header: X-Pump-Id
              body-contains: .dotted
              body-lacks: ..dotted
              size: 25
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    private ReceivingServer receiver() throws IOException {
        return scene.receiver(ReceivingServer.setup().keywords("PIPELINING", "SIZE 1000", "8BITMIME"));
    }

    @Test
    void plays_a_whole_story_and_verifies_its_deliveries(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("two-mails.story"), GOOD);
        ReceivingServer receiver = receiver();
        SmtpStory story = SmtpStory.read(file);

        story.play(receiver.address(), LIMIT);
        story.verify(receiver, LIMIT, () -> true);

        assertThat(story.settings())
                .containsEntry("hostname", "receiver.test")
                .containsEntry("routes", "*=127.0.0.1:2700");
        assertThat(story.delivered()).contains(2);
        assertThat(receiver.mails().get(1).body().getBytes(ISO_8859_1))
                .containsExactly(0xC3, 0xA4, 0, '\\', '\r', '\n');
    }

    @Test
    void an_unexpected_reply_names_file_and_line_and_shows_the_dialogue() throws Exception {
        SmtpStory story = SmtpStory.parse("x.story", "S: /220 .*/\nC: NOOP\nS: 250 OK\n");

        assertThatThrownBy(() -> story.play(receiver().address(), LIMIT))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("x.story:3: expected '250 OK', got '250 2.0.0 fine'")
                .hasMessageContaining("C: NOOP");
    }

    @Test
    void a_reply_that_never_comes_and_a_connection_that_stays_open_name_their_line() throws Exception {
        ReceivingServer receiver = receiver();
        assertThatThrownBy(() -> SmtpStory.parse("late.story", "S: /220 .*/\nS: more\n")
                        .play(receiver.address(), Duration.ofMillis(100)))
                .hasMessageContaining("late.story:2: no line from");
        assertThatThrownBy(() -> SmtpStory.parse("open.story", "S: /220 .*/\n-- closed\n")
                        .play(receiver.address(), Duration.ofMillis(100)))
                .hasMessageContaining("open.story:2: the connection is still open");
        assertThatThrownBy(() -> SmtpStory.parse("eof.story", "S: /220 .*/\nC: QUIT\nS: /221.*/\nS: x\n")
                        .play(receiver.address(), LIMIT))
                .hasMessageContaining("eof.story:4: connection closed by the peer");
    }

    @Test
    void more_bytes_than_the_story_expects_before_the_close_are_a_fault() throws Exception {
        assertThatThrownBy(() -> SmtpStory.parse("more.story", "S: /220 .*/\nC: QUIT\n-- closed\n")
                        .play(receiver().address(), LIMIT))
                .hasMessageContaining("more.story:3: expected")
                .hasMessageContaining("221 2.0.0 bye");
    }

    @Test
    void a_check_that_fails_names_its_line() throws Exception {
        ReceivingServer receiver = receiver();
        SmtpStory.parse("good", GOOD).play(receiver.address(), LIMIT);

        assertThatThrownBy(() -> checks("DELIVERED 2\n  from: a@a.test\n  header: Subject: three")
                        .verify(receiver.mails()))
                .hasMessageContaining("checks:4: no delivered mail has 'header: Subject: three'")
                .hasMessageContaining("| Subject: one");
        assertThatThrownBy(() -> checks("DELIVERED 1").verify(receiver.mails()))
                .hasMessageContaining("checks:2: DELIVERED 1, but there are 2");
        assertThatThrownBy(() -> checks("DELIVERED 2\n  from: a@a.test\n\n  from: a@a.test")
                        .verify(receiver.mails()))
                .hasMessageContaining("checks:2: two groups of checks hold for the same mail only");
        assertThatThrownBy(() -> checks("DELIVERED 3").verify(receiver, Duration.ofMillis(20), () -> true))
                .hasMessageContaining("checks:2: delivered 2 of 3 mails");
    }

    private static SmtpStory checks(String section) {
        return SmtpStory.parse("checks", "-- connect\n" + section);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "X: what;s:1: 'X: what' begins with none of",
                "S: /(/;s:1: not a regular expression",
                "C> \\q;s:1: \\q is not one of",
                "C> \\;s:1: a lone backslash",
                "C64: ***;s:1: Illegal base64",
                "-- later;s:1: '-- later' is not one of",
                "[settings] x;s:1: a setting is key=value",
                "DELIVERED many;s:1: DELIVERED needs a number",
                "# nothing;s:1: a story without a dialogue",
            })
    void a_line_that_is_no_line_of_a_story_is_named(String line, String message) {
        assertThatThrownBy(() -> SmtpStory.parse("s", line))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    @Test
    void an_unknown_check_is_named() {
        assertThatThrownBy(() -> checks("DELIVERED 1\n  colour: red"))
                .hasMessageContaining("checks:3: 'colour' is not one of [body-contains, ");
        assertThatThrownBy(() -> checks("DELIVERED 1\n  from: a\n\n  from: b"))
                .hasMessageContaining("checks:2: checks of 2 mails, DELIVERED 1");
    }
}
