package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.grapnel.testkit.FreePort;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Reply;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content that looks like its own end and another mail behind it: what is around the dot never makes two mails of one, here or at the next hop. */
class SmugglingIT {
    private static final List<String> LINE_ENDS =
            List.of("\n", "\r", "\r\n", "\0", "\r\0\n", "\n\r", "\r\r\n", "\n\n", "\r\n\0");
    private static final String TRUE_END = "\r\n.\r\n";
    private static final String SECOND =
            "MAIL FROM:<smuggled@a.test>\r\nRCPT TO:<smuggled@b.test>\r\nDATA\r\nSubject: smuggled\r\n\r\nx\r\n";

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static ReceivingServer receiver;
    private static Instance grapnel;
    private static InetSocketAddress repairing;

    @BeforeAll
    static void start() throws IOException {
        receiver = SCENE.receiver();
        repairing = FreePort.address();
        grapnel = SCENE.start(Instance.setup()
                .routeAllTo(receiver)
                .set("max_errors", "100000")
                .set("max_idle_commands", "100000") // hundreds of refused mails on one session
                .set("listener.repairing.listen", "127.0.0.1:" + repairing.getPort())
                .set("listener.repairing.line_ends", "repair"));
    }

    private static List<String> vectors() {
        List<String> vectors = new ArrayList<>();
        for (String before : LINE_ENDS) {
            for (String after : LINE_ENDS) {
                for (String dots : List.of(".", "..")) {
                    vectors.add(before + dots + after);
                }
            }
        }
        vectors.removeIf(vector -> (vector + "MAIL").contains(TRUE_END));
        return vectors;
    }

    @ParameterizedTest(name = "{0}, pipelined: {1}")
    @CsvSource({"DATA,false", "DATA,true", "BDAT,false", "BDAT,true"})
    void the_refusing_listener_takes_none_of_them(String verb, boolean pipelined) throws IOException {
        receiver.forget();
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            for (String vector : vectors()) {
                boolean bare = !clean(vector);
                Reply reply = send(probe, verb, pipelined, "refused", vector);
                assertThat(reply.code()).as(shown(vector)).isEqualTo(bare ? 550 : 250);
            }
            probe.command("QUIT").expect(221);
        }
        Post.awaitQuiet(grapnel);
        assertThat(receiver.mails())
                .hasSize((int) vectors().stream().filter(SmugglingIT::clean).count())
                .noneMatch(mail -> mail.envelope().sender().startsWith("smuggled"));
    }

    @ParameterizedTest(name = "{0}, pipelined: {1}")
    @CsvSource({"DATA,false", "DATA,true", "BDAT,false", "BDAT,true"})
    void the_repairing_listener_makes_one_mail_of_each(String verb, boolean pipelined) throws IOException {
        receiver.forget();
        Map<String, String> expected = new HashMap<>();
        try (SmtpProbe probe = SmtpProbe.greeted(repairing)) {
            int number = 0;
            for (String vector : vectors()) {
                String subject = verb + pipelined + number++;
                assertThat(send(probe, verb, pipelined, subject, vector).code())
                        .as(shown(vector))
                        .isEqualTo(250);
                String body = "first" + vector + SECOND;
                expected.put(subject, canonical(verb.equals("DATA") ? unstuffed(body) : body));
            }
            probe.command("QUIT").expect(221);
        }
        Post.awaitQuiet(grapnel);
        assertThat(receiver.mails()).hasSize(expected.size());
        for (ReceivedMail mail : receiver.mails()) {
            assertThat(mail.envelope().sender()).isEqualTo("s@a.test");
            assertThat(shown(mail.body())).as(mail.subject()).isEqualTo(shown(expected.get(mail.subject())));
        }
        assertThat(receiver.faults()).isEmpty();
    }

    /** One mail, and a NOOP behind it that gets its own answer; returns the answer to the content. */
    private static Reply send(SmtpProbe probe, String verb, boolean pipelined, String subject, String vector)
            throws IOException {
        String content = "Subject: " + subject + "\r\n\r\nfirst" + vector + SECOND;
        String envelope = "MAIL FROM:<s@a.test>\r\nRCPT TO:<x@b.test>\r\n";
        Reply reply;
        if (verb.equals("DATA")) {
            probe.raw(bytes(envelope + "DATA\r\n"));
            for (int code : new int[] {250, 250, 354}) {
                probe.reply().expect(code);
            }
            probe.raw(bytes(content + ".\r\n" + (pipelined ? "NOOP\r\n" : "")));
            reply = probe.reply();
        } else {
            int cut = content.indexOf('.') + (subject.length() % 2);
            String chunks = "BDAT " + cut + "\r\n" + content.substring(0, cut) + "BDAT " + (content.length() - cut)
                    + " LAST\r\n" + content.substring(cut);
            probe.raw(bytes(envelope + chunks + (pipelined ? "NOOP\r\n" : "")));
            probe.reply().expect(250);
            probe.reply().expect(250);
            Reply first = probe.reply();
            Reply last = probe.reply();
            reply = first.positive() ? last : first;
            if (!first.positive()) {
                last.expect(503);
            }
        }
        Reply noop = pipelined ? probe.reply() : probe.command("NOOP");
        assertThat(noop.toString()).as("NOOP after %s", shown(vector)).isEqualTo("250 2.0.0 Ok");
        return reply;
    }

    private static boolean clean(String vector) {
        return canonical(vector + "M").equals(vector + "M\r\n");
    }

    private static String unstuffed(String text) {
        return text.replace("\r\n.", "\r\n");
    }

    private static String canonical(String text) {
        String lines = text.replaceAll("\r(?!\n)|(?<!\r)\n", "\r\n").replace("\0", "");
        return lines.endsWith("\r\n") ? lines : lines + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String shown(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
    }
}
