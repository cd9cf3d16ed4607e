package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.InstanceSetup;
import org.grapnel.testkit.Reaction;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.grapnel.testkit.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A destination that has enough, and the server that gives way to it. */
class ShapingIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String DOMAIN = "busy.test";

    @RegisterExtension
    final Scene scene = new Scene();

    private volatile int most = Integer.MAX_VALUE;

    private static InstanceSetup setup(ReceivingServer receiver) {
        return Instance.setup()
                .set("routes", "*=" + receiver.route())
                .set("retry_interval", "1s")
                .set("max_retry_interval", "1s")
                .set("max_connections", "8")
                .set("delayed_queue_scan_interval", "1s")
                .set("domain." + DOMAIN + ".adaptive", "true");
    }

    private static void send(Instance grapnel, int mails) throws IOException {
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            for (int i = 0; i < mails; i++) {
                probe.mail("s@a.test", List.of("x@" + DOMAIN), "From: <s@a.test>\nSubject: " + i + "\n\nA line.\n")
                        .expect(250);
            }
            probe.command("QUIT").expect(221);
        }
    }

    private static JsonNode shaped(Instance grapnel) {
        return grapnel.ask("queue:shaping " + DOMAIN);
    }

    /** Keeps every connection busy until the gate opens. */
    private static CountDownLatch hold(ReceivingServer receiver) {
        CountDownLatch gate = new CountDownLatch(1);
        receiver.rule(Rule.at(Stage.END).react(Reaction.held(gate, LONG, Reaction.accept())));
        return gate;
    }

    private static void awaitLine(Instance grapnel, String line) {
        Await.until(LONG, () -> grapnel.log().contains(line), () -> "not in the log: " + line);
    }

    @Test
    void a_receiver_that_refuses_connections_gets_fewer_and_later_more_again() throws IOException {
        ReceivingServer receiver = scene.receiver();
        most = 3;
        receiver.rule(Rule.at(Stage.CONNECT)
                .when(moment -> receiver.openConnections() > most)
                .reply(421, "4.7.0 too many connections"));
        CountDownLatch gate = hold(receiver);
        Instance grapnel = scene.start(setup(receiver)
                .set("adaptive_failures", "3")
                .set("adaptive_window", "10m")
                .set("adaptive_recovery", "3s")
                .set("adaptive_pause", "2s"));

        send(grapnel, 100);
        awaitLine(
                grapnel, DOMAIN + " through default: at most 4 connections instead of 8, for at least 3s: 3 failures");
        most = Integer.MAX_VALUE;
        gate.countDown();
        awaitLine(grapnel, DOMAIN + " through default: at most 8 connections instead of 4, after 3s without failures");
        Await.until(LONG, () -> receiver.count() == 100, () -> "taken: " + receiver.count());
        assertThat(shaped(grapnel).findValuesAsText("limit")).allMatch("8"::equals);

        receiver.clearRules();
        CountDownLatch again = hold(receiver);
        send(grapnel, 100);
        Await.until(LONG, () -> receiver.openConnections() == 8, () -> "open: " + receiver.openConnections());
        again.countDown();
        Await.until(LONG, () -> receiver.count() == 200, () -> "taken: " + receiver.count());
        Post.awaitQuiet(grapnel);
    }

    @Test
    void an_operator_sees_a_pause_and_ends_it() throws IOException {
        ReceivingServer receiver = scene.receiver();
        receiver.rule(Rule.at(Stage.MAIL).firstOfAll(4).reply(451, "4.7.0 slow down"));
        Instance grapnel =
                scene.start(setup(receiver).set("adaptive_failures", "1").set("adaptive_pause", "1h"));

        send(grapnel, 4); // three steps from eight to one, then the pause
        awaitLine(grapnel, DOMAIN + " through default: no connections for 1h, until ");
        JsonNode row = shaped(grapnel).path(0);
        assertThat(row.path("limit").asInt()).isZero();
        assertThat(row.path("configured").asInt()).isEqualTo(8);
        assertThat(row.path("step").asInt()).isEqualTo(3);
        assertThat(row.path("failures").asInt()).isEqualTo(4);
        assertThat(row.path("scope").asText()).isEqualTo("local");
        assertThat(Instant.parse(row.path("pausedUntil").asText())).isAfter(Instant.now());
        Post.send(grapnel, "s@a.test", "x@calm.test", "calm");
        receiver.awaitSubject("calm", LONG);
        assertThat(receiver.count()).isEqualTo(1);

        assertThat(grapnel.ask("queue:shaping-reset BUSY.test").toString())
                .contains("busy.test through default: back to the configured connections");
        receiver.awaitMails(5, LONG);
        Post.awaitQuiet(grapnel);
        assertThat(shaped(grapnel).findValuesAsText("limit")).allMatch("8"::equals);
    }
}
