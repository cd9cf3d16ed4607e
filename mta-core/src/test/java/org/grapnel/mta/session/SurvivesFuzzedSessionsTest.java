package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.reception.ValidateDataSpool;
import org.grapnel.hook.session.DecInboundConnections;
import org.grapnel.hook.session.IncInboundConnections;
import org.grapnel.hook.session.PreEventClose;
import org.grapnel.mta.config.LineEnds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions made of a grammar and mutated, with fixed seeds. {@code -Dgrapnel.fuzz.sessions=100000} runs more of them. */
@Timeout(600)
class SurvivesFuzzedSessionsTest {
    private static final int SESSIONS = Integer.getInteger("grapnel.fuzz.sessions", 250);
    private static final Pattern REPLIES = Pattern.compile("([2-5][0-9][0-9](-[^\r\n]*|( [^\r\n]*)?)\r\n)*");

    @TempDir
    private java.nio.file.Path directory;

    private record Said(String replies, boolean complete) {}

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "repair"})
    void no_session_yields_more_than_it_was_told_and_nothing_is_left_behind(String lineEnds) throws Exception {
        AtomicInteger in = new AtomicInteger();
        AtomicInteger out = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        List<String> senders = new CopyOnWriteArrayList<>();
        int accepted = 0;
        try (RunningListener running = new RunningListener(
                directory,
                Map.of(
                        "relay_hosts",
                        "127.0.0.0/8, ::1",
                        "line_ends",
                        lineEnds,
                        "max_message_size",
                        "64KB",
                        "max_errors",
                        "1000"))) {
            running.handle(IncInboundConnections.POINT, (type, session) -> in.incrementAndGet());
            running.handle(DecInboundConnections.POINT, (type, session) -> out.incrementAndGet());
            running.handle(PreEventClose.POINT, connection -> closed.incrementAndGet());
            running.handle(ValidateDataSpool.POINT, (transaction, context) -> {
                senders.add(transaction.sender().toString());
                return Verdict.CONTINUE;
            });
            for (int i = 0; i < SESSIONS; i++) {
                SessionGrammar grammar = new SessionGrammar(5321L * i);
                List<String> session = grammar.session();
                accepted += inStep(running, session);
                assertThat(senders).as("session %d: %s", i, session).doesNotContain(SessionGrammar.SMUGGLED);
                String wrong = grammar.mutated(String.join("", session));
                Said answer =
                        talk(running, wrong, grammar.upTo(3) == 0 ? grammar.upTo(wrong.length() + 1) : wrong.length());
                accepted += checked(i, wrong, answer);
                senders.clear();
            }
            running.listener().drain();
            running.listener().awaitSessions(Duration.ofSeconds(30));
            assertThat(running.listener().sessions()).isEmpty();
            assertThat(running.queue().size())
                    .as("messages for the mails that were acknowledged")
                    .isGreaterThanOrEqualTo(accepted);
        }
        assertThat(in.get()).isEqualTo(2 * SESSIONS);
        assertThat(out.get()).isEqualTo(in.get());
        assertThat(closed.get()).isEqualTo(in.get());
        try (Stream<java.nio.file.Path> files = Files.list(directory.resolve("intake"))) {
            assertThat(files).isEmpty();
        }
    }

    private static int checked(int session, String sent, Said said) {
        String shown = sent.replace("\r", "\\r").replace("\n", "\\n\n").replace("\0", "\\0");
        if (said.complete()) {
            assertThat(said.replies()).as("session %d: %s", session, shown).matches(REPLIES);
        }
        assertThat(said.replies()).as("session %d: %s", session, shown).doesNotContain("421 4.3.0");
        return said.replies().split("250 2.0.0 Ok: queued", -1).length - 1;
    }

    /** Each step gets one reply, and the last two get those of NOOP and QUIT: the number of mails that were accepted. */
    private static int inStep(RunningListener running, List<String> steps) throws IOException {
        int accepted = 0;
        try (LineClient client = running.client()) {
            String reply = "";
            for (String step : steps) {
                boolean content = reply.startsWith("354");
                if (!content && step.endsWith("\r\n.\r\n") && !step.startsWith("BDAT")) {
                    continue; // nobody has asked for it
                }
                reply = client.raw(step).reply();
                assertThat(reply)
                        .as("%s in %s", step, steps)
                        .matches("[2-5][0-9][0-9]( .*)?")
                        .doesNotStartWith("421");
                accepted += reply.startsWith("250 2.0.0 Ok: queued") ? 1 : 0;
                if (step.equals("NOOP\r\n")) {
                    assertThat(reply).as("after %s", steps).isEqualTo("250 2.0.0 Ok");
                }
            }
            assertThat(reply).startsWith("221 ");
            client.expectEnd();
        }
        return accepted;
    }

    /** Sends the beginning of a session in pieces and reads all replies; complete unless the connection was reset before. */
    private static Said talk(RunningListener running, String session, int length) throws IOException {
        byte[] bytes = session.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream replies = new ByteArrayOutputStream();
        try (Socket socket = new Socket(
                running.listener().address().getAddress(),
                running.listener().address().getPort())) {
            socket.setSoTimeout(30_000);
            try {
                for (int at = 0; at < length; at += 701) {
                    socket.getOutputStream().write(bytes, at, Math.min(701, length - at));
                }
                socket.shutdownOutput();
                byte[] block = new byte[8192];
                for (int n = socket.getInputStream().read(block);
                        n >= 0;
                        n = socket.getInputStream().read(block)) {
                    replies.write(block, 0, n);
                }
                return new Said(replies.toString(StandardCharsets.UTF_8), true);
            } catch (SocketException reset) { // it hung up on what was still under way
                return new Said(replies.toString(StandardCharsets.UTF_8), false);
            }
        }
    }

    @Test
    void no_input_makes_a_parser_throw_what_it_does_not_declare() throws IOException {
        for (int i = 0; i < 20_000; i++) {
            SessionGrammar grammar = new SessionGrammar(i);
            String text =
                    grammar.mutated(grammar.upTo(2) == 0 ? String.join("", grammar.session()) : grammar.content());
            for (String line : text.split("\r\n", 12)) {
                Verbs.find(Verbs.verbOf(line));
                Chunk.parse(line.replaceFirst("(?i)^BDAT ", ""))
                        .ifPresent(chunk -> assertThat(chunk.size()).isNotNegative());
                try {
                    Path.parse(line.replaceFirst("^(?i:MAIL|RCPT) ", ""), line.startsWith("RCPT") ? "TO:" : "FROM:");
                } catch (Path.SyntaxException refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            }
            readsTheSameInPieces(text.getBytes(StandardCharsets.ISO_8859_1), grammar);
        }
    }

    private static void readsTheSameInPieces(byte[] bytes, SessionGrammar grammar) throws IOException {
        LineEnds policy = grammar.upTo(2) == 0 ? LineEnds.REFUSE : LineEnds.REPAIR;
        assertThat(read(bytes, bytes.length, policy)).isEqualTo(read(bytes, 1 + grammar.upTo(20), policy));
    }

    private static String read(byte[] bytes, int piece, LineEnds policy) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ContentFilter filter = new ContentFilter(content::write, new ContentFilter.Rules(policy, false, 1 << 16, 998));
        DataReader reader = new DataReader(filter);
        int position = 0;
        while (position < bytes.length && !reader.ended()) {
            position = reader.take(bytes, position, Math.min(bytes.length, position + Math.max(1, piece)));
        }
        filter.finish();
        String result = filter.refusal().isPresent() ? "" : content.toString(StandardCharsets.ISO_8859_1);
        assertThat(result.replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
        return reader.ended() + " " + position + " " + filter.refusal() + " " + result;
    }
}
