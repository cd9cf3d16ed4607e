package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that take too much: connections, time. */
class SessionLimitsIT {
    private static final int MOST = 4;

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static ReceivingServer receiver;
    private static Instance grapnel;

    @BeforeEach
    void start() throws IOException {
        if (grapnel == null) {
            receiver = SCENE.receiver();
            grapnel = SCENE.start(Instance.setup()
                    .routeAllTo(receiver)
                    .set("max_sessions", Integer.toString(MOST))
                    .set("command_timeout", "2s")
                    .set("data_timeout", "2s"));
        }
        Await.until(
                Post.LIMIT,
                () -> grapnel.ask("smtp:sessions").isEmpty(),
                () -> "sessions of an earlier test: " + grapnel.ask("smtp:sessions"));
    }

    @Test
    void a_connection_beyond_the_limit_is_told_to_come_back() throws IOException {
        List<SmtpProbe> open = new ArrayList<>();
        try {
            for (int i = 0; i < MOST; i++) open.add(SmtpProbe.greeted(grapnel.smtp()));
            try (SmtpProbe surplus = SmtpProbe.connect(grapnel.smtp())) {
                surplus.reply().expect(421);
                surplus.awaitClosed();
            }
            open.remove(0).close();
            Await.until(
                    Post.LIMIT,
                    () -> grapnel.ask("smtp:sessions").size() < MOST,
                    () -> "the closed session is still there");
            open.add(SmtpProbe.greeted(grapnel.smtp()));
        } finally {
            for (SmtpProbe each : open) each.close();
        }
    }

    @Test
    void a_silent_client_is_ended_after_the_command_timeout() throws IOException {
        try (SmtpProbe silent = SmtpProbe.greeted(grapnel.smtp())) {
            silent.reply().expect(421);
            silent.awaitClosed();
        }
    }

    @Test
    void half_a_command_does_not_gain_time() throws IOException {
        try (SmtpProbe slow = SmtpProbe.greeted(grapnel.smtp())) {
            slow.raw("NO".getBytes(StandardCharsets.US_ASCII));
            slow.reply().expect(421);
            slow.awaitClosed();
        }
    }

    @Test
    void content_that_does_not_end_in_time_is_no_mail() throws IOException {
        receiver.forget();
        try (SmtpProbe slow = SmtpProbe.greeted(grapnel.smtp())) {
            slow.command("MAIL FROM:<s@a.test>").expect(250);
            slow.command("RCPT TO:<x@b.test>").expect(250);
            slow.command("DATA").expect(354);
            slow.raw("Subject: endless\r\n\r\nand then\r\n".getBytes(StandardCharsets.US_ASCII));
            slow.reply().expect(421);
            slow.awaitClosed();
        }
        Post.send(grapnel, "s@a.test", "x@b.test", "in time");
        receiver.awaitSubject("in time", Post.LIMIT);
        Post.awaitQuiet(grapnel);
        assertThat(receiver.mails()).hasSize(1);
    }
}
