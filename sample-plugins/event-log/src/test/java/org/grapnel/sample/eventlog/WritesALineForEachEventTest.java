package org.grapnel.sample.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.bounce.BounceClass;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.session.ValidationContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritesALineForEachEventTest {
    private static final String START = "{\"time\":\"2026-03-04T05:06:07.089Z\",\"event\":";
    private static final String MAIL =
            "\"binding\":\"default\",\"size\":1234,\"attempts\":1,\"domain\":\"example.com\"";
    private static final String BOTH =
            "\"message\":\"0ABCDEFGHJKMN\",\"sender\":\"\",\"recipients\":[\"ann@example.com\",\"eve@example.com\"],";
    private static final String ANN =
            "\"message\":\"0ABCDEFGHJKMN\",\"sender\":\"\",\"recipients\":[\"ann@example.com\"]," + MAIL
                    + ",\"host\":\"mx.example.com\",\"address\":\"192.0.2.25\",";
    private static final String SESSION =
            "\"session\":\"s42\",\"listener\":\"mx\",\"client\":\"192.0.2.7\",\"ehlo\":\"client.example\",";

    @TempDir
    Path base;

    @Test
    void with_names_that_stay() throws IOException {
        EventLog log = Story.log(base, Map.of());
        BounceClass full = new BounceClass(22, "mailbox-full", BounceClass.Category.SOFT);
        ValidationContext context = Fake.of(ValidationContext.class, Map.of());

        log.logReceptionV1(Optional.of(Story.session()), Story.message(), Story.TIME, "esmtp");
        log.logReceptionV1(Optional.empty(), Story.message(), Story.TIME, "http");
        log.logRejection(Story.TIME, Story.session(), context, RejectionPhase.RCPT, "550 5.7.1 \"no\" ☹");
        log.logRejection(Story.TIME, Story.session(), context, RejectionPhase.COMMAND, "idle for too long");
        log.logAttemptV1(Story.message(), Story.domain(), Story.TIME, "mx.example.com");
        log.logDeliveryV1(
                Story.message(), Story.domain(), Story.TIME, Story.reply(250, "2.0.0", "ok", Optional.empty()));
        log.logTransientFailureV1(
                Story.message(), Story.domain(), Story.TIME, Story.reply(452, "4.2.2", "full", Optional.of(full)));
        log.logPermanentFailureV1(
                Story.message(), Story.domain(), Story.TIME, Story.reply(552, "5.2.2", "full", Optional.of(full)));
        log.close();

        assertThat(Files.readAllLines(base.resolve("log/events.jsonl")))
                .containsExactly(
                        START + "\"reception\"," + SESSION + BOTH + MAIL + ",\"note\":\"esmtp\"}",
                        START + "\"reception\"," + BOTH + MAIL + ",\"note\":\"http\"}",
                        START + "\"rejection\"," + SESSION
                                + "\"phase\":\"rcpt\",\"code\":550,\"enhanced\":\"5.7.1\",\"text\":\"\\\"no\\\" ☹\"}",
                        START + "\"rejection\"," + SESSION + "\"phase\":\"command\",\"text\":\"idle for too long\"}",
                        START + "\"attempt\"," + BOTH + MAIL + ",\"note\":\"mx.example.com\"}",
                        START + "\"delivery\"," + ANN + "\"code\":250,\"enhanced\":\"2.0.0\",\"text\":\"ok\"}",
                        START + "\"transient_failure\"," + ANN
                                + "\"code\":452,\"enhanced\":\"4.2.2\",\"text\":\"full\","
                                + "\"bounce_class\":\"mailbox-full\",\"bounce_code\":22,"
                                + "\"next_attempt\":\"2026-03-04T05:26:07.089Z\"}",
                        START + "\"permanent_failure\"," + ANN
                                + "\"code\":552,\"enhanced\":\"5.2.2\",\"text\":\"full\","
                                + "\"bounce_class\":\"mailbox-full\",\"bounce_code\":22}");
    }

    @Test
    void on_one_line_of_bounded_length_whatever_a_peer_says() throws IOException {
        EventLog log = Story.log(base, Map.of());
        String reply = "554 5.0.0 " + "☹\n\u0000\u2028".repeat(10_000);

        log.logRejection(
                Story.TIME, Story.session(), Fake.of(ValidationContext.class, Map.of()), RejectionPhase.CONTENT, reply);
        log.close();

        assertThat(Story.lines(base.resolve("log/events.jsonl")))
                .singleElement()
                .satisfies(line -> assertThat(line.get("text").asText()).isEqualTo(reply.substring(10, 2_010)));
    }
}
