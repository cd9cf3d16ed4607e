package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.FreePort;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.Reaction;
import org.grapnel.testkit.ReceivedMail.Fate;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the queue to the next host, whatever that one does. */
class DeliveryIT {
    private static final int LATE_PORT = FreePort.next();
    private static final int DEAD_PORT = FreePort.next();

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static ReceivingServer receiver;
    private static Instance grapnel;

    @BeforeEach
    void start() throws IOException {
        if (grapnel == null) {
            receiver = SCENE.receiver();
            grapnel = SCENE.start(Instance.setup()
                    .set(
                            "routes",
                            String.join(
                                    ",",
                                    List.of(
                                            "*=" + receiver.route(),
                                            "late.test=127.0.0.1:" + LATE_PORT,
                                            "two.test=127.0.0.1:" + DEAD_PORT,
                                            "two.test=" + receiver.route())))
                    .set("domain.late.test.retry_interval", "1h")
                    .set("domain.late.test.max_retry_interval", "2h")
                    .set("max_retry_interval", "1s")
                    .set("retry_interval", "1s"));
        }
        receiver.clearRules();
        receiver.forget();
    }

    @Test
    void a_greylisted_mail_is_delivered_exactly_once() throws IOException {
        receiver.rule(Rule.at(Stage.RCPT).first(1).reply(451, "4.7.1 greylisted, come back"));

        Post.send(grapnel, "s@a.test", "grey@b.test", "greylisted");

        receiver.awaitSubject("greylisted", Post.LIMIT);
        Post.awaitQuiet(grapnel);
        assertThat(receiver.mails()).hasSize(1);
        assertThat(Post.events(grapnel, "deferred", "grey@b.test")).isEqualTo(1);
        assertThat(Post.finalEvents(grapnel, "grey@b.test")).isEqualTo(1);
    }

    @Test
    void each_recipient_of_a_mixed_reply_has_one_final_event() throws IOException {
        receiver.rule(Rule.at(Stage.RCPT).argument("no@mixed.test").reply(550, "5.1.1 nobody of that name"));
        receiver.rule(Rule.at(Stage.RCPT).argument("later@mixed.test").first(1).reply(450, "4.2.0 busy"));

        Post.send(grapnel, "s@a.test", List.of("yes@mixed.test", "no@mixed.test", "later@mixed.test"), "mixed");

        receiver.awaitMails(3, Post.LIMIT);
        Post.awaitQuiet(grapnel);
        assertThat(receiver.mails())
                .extracting(mail -> mail.envelope().addresses())
                .containsExactlyInAnyOrder(List.of("yes@mixed.test"), List.of("later@mixed.test"), List.of("s@a.test"));
        for (String recipient : List.of("yes@mixed.test", "no@mixed.test", "later@mixed.test"))
            assertThat(Post.finalEvents(grapnel, recipient)).as(recipient).isEqualTo(1);
        assertThat(Post.events(grapnel, "failed", "no@mixed.test")).isEqualTo(1);
        assertThat(Post.events(grapnel, "deferred", "later@mixed.test")).isEqualTo(1);
    }

    @Test
    void a_slow_receiver_does_not_hold_up_other_mail() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        receiver.rule(Rule.at(Stage.END)
                .argument("slow@a.test")
                .react(Reaction.held(gate, Duration.ofSeconds(15), Reaction.accept())));

        Post.send(grapnel, "slow@a.test", "x@slow.test", "slow");
        Await.until(Post.LIMIT, () -> receiver.openConnections() > 0, () -> "no connection for the slow mail");
        Post.send(grapnel, "s@a.test", "y@slow.test", "quick");

        receiver.awaitSubject("quick", Post.LIMIT);
        assertThat(receiver.mails()).extracting(mail -> mail.subject()).doesNotContain("slow");
        gate.countDown();
        receiver.awaitSubject("slow", Post.LIMIT);
        Post.awaitQuiet(grapnel);
        assertThat(receiver.mails()).hasSize(2);
    }

    @Test
    void a_mail_whose_fate_is_uncertain_is_sent_again() throws IOException {
        receiver.rule(Rule.at(Stage.END).firstOfAll(1).drop());

        Post.send(grapnel, "s@a.test", "x@dropped.test", "uncertain");

        receiver.awaitSubject("uncertain", Post.LIMIT);
        Post.awaitQuiet(grapnel);
        assertThat(receiver.count(Fate.UNCERTAIN)).isEqualTo(1);
        assertThat(receiver.count()).isEqualTo(1);
        assertThat(Post.finalEvents(grapnel, "x@dropped.test")).isEqualTo(1);
    }

    @Test
    void a_connection_that_breaks_in_each_step_costs_no_mail() throws IOException {
        for (Stage stage : List.of(Stage.CONNECT, Stage.EHLO, Stage.MAIL, Stage.RCPT, Stage.DATA))
            receiver.rule(Rule.at(stage).firstOfAll(1).drop());

        Post.send(grapnel, "s@a.test", "x@broken.test", "through at last");

        Await.until(
                Duration.ofSeconds(60), () -> receiver.count() == 1, () -> "not there: " + grapnel.ask("queue:list"));
        Post.awaitQuiet(grapnel);
        assertThat(receiver.count()).isEqualTo(1);
    }

    @Test
    void the_second_host_gets_the_mail_of_a_dead_first_one() throws IOException {
        Post.send(grapnel, "s@a.test", "x@two.test", "second host");

        receiver.awaitSubject("second host", Post.LIMIT);
        Post.awaitQuiet(grapnel);
        assertThat(Post.events(grapnel, "deferred", "x@two.test")).isZero();
    }

    @Test
    void mail_for_a_host_that_is_away_waits_says_why_and_leaves_at_a_flush() throws IOException {
        Instant before = Instant.now();
        Post.send(grapnel, "s@a.test", "x@late.test", "patience");

        JsonNode waiting = Await.value(
                Post.LIMIT,
                () -> Optional.of(grapnel.ask("queue:list late.test").path(0))
                        .filter(row -> row.path("place").asText().equalsIgnoreCase("delayed")),
                () -> "not delayed by an attempt: " + grapnel.ask("queue:list"));
        assertThat(waiting.path("attempts").asInt()).isEqualTo(1);
        assertThat(waiting.path("lastError").asText()).startsWith("451 4.4.1").contains("127.0.0.1");
        assertThat(Instant.parse(waiting.path("nextAttempt").asText()))
                .isBetween(before.plus(Duration.ofMinutes(50)), before.plus(Duration.ofMinutes(70)));
        JsonNode shown = grapnel.ask("message:show " + waiting.path("id").asText());
        assertThat(shown.path("lastError").asText()).startsWith("451 4.4.1");
        assertThat(shown.path("headers").toString()).contains("patience");

        ReceivingServer late = SCENE.receiver(ReceivingServer.setup().port(LATE_PORT));
        assertThat(grapnel.control("queue:flush").expectSuccess().out()).contains("1 message");

        late.awaitSubject("patience", Post.LIMIT);
        Post.awaitQuiet(grapnel);
        assertThat(late.count()).isEqualTo(1);
    }
}
