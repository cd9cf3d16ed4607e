package org.grapnel.mta.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.testkit.Reaction;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharesConnectionsFairlyTest extends DeliveryStory {
    @BeforeEach
    void withoutLimitsOfTheirOwn() throws Exception {
        rig.set("max_connections", 1_000);
    }

    @Test
    void a_destination_that_never_answers_leaves_connections_for_all_others() throws Exception {
        rig.set("max_outbound_connections", 8);
        CountDownLatch gate = new CountDownLatch(1);
        server.rule(Rule.at(Stage.END)
                .argument("slow@a.test")
                .react(Reaction.held(gate, Duration.ofSeconds(30), Reaction.accept())));
        for (int i = 0; i < 60; i++) {
            rig.queued("slow@a.test", "x@slow.test");
        }
        delivery.until(() -> server.openConnections() > 0
                && rig.queue.domain("slow.test").orElseThrow().connections() >= 5);
        for (int i = 0; i < 6; i++) {
            rig.queued("a@a.test", "x@quick" + i + ".test");
        }

        delivery.until(() -> delivery.events("delivered").size() == 6);
        assertThat(delivery.events("delivered")).hasSize(6).noneMatch(event -> event.contains("slow.test"));
        gate.countDown();
        delivery.until(() -> server.count() == 66);
        assertThat(server.mostOpenConnections()).isLessThanOrEqualTo(8);
    }

    @Test
    void destinations_that_hang_leave_connections_for_mail_that_was_never_tried() throws Exception {
        ReceivingServer silent = scene.receiver();
        CountDownLatch gate = new CountDownLatch(1);
        silent.rule(Rule.at(Stage.CONNECT).react(Reaction.held(gate, Duration.ofSeconds(30), Reaction.accept())));
        rig.set("routes", List.of("new.test=" + server.route(), "*=" + silent.route()));
        rig.set("max_outbound_connections", 20).set("max_connections", 0);
        for (int i = 0; i < 40; i++) {
            MailMessage message = rig.queued("a@a.test", "x@silent" + i + ".test");
            assertThat(rig.queue.withdraw(message)).isTrue();
            MailMessage.State state = message.state();
            message.state(new MailMessage.State(state.recipients(), 1, state.nextAttempt(), "451 silence", null, null));
            rig.queue.restore(message);
        }
        rig.set("max_connections", 10);
        rig.timer.advance(Duration.ofSeconds(20));
        delivery.until(() -> silent.openConnections() == 18); // all places but the tenth part

        rig.queued("a@a.test", "x@new.test");
        delivery.until(() -> server.count() == 1);
        assertThat(silent.mostOpenConnections()).isEqualTo(18);
        gate.countDown();
        delivery.until(() -> silent.count() == 40);
        assertThat(silent.mostOpenConnections()).isLessThanOrEqualTo(18);
    }

    @Test
    void a_huge_destination_gives_way_after_its_turn_when_there_is_but_one_connection() throws Exception {
        rig.set("max_outbound_connections", 1);
        CountDownLatch gate = new CountDownLatch(1);
        server.rule(
                Rule.at(Stage.END).firstOfAll(1).react(Reaction.held(gate, Duration.ofSeconds(30), Reaction.accept())));
        for (int i = 0; i < 100; i++) {
            rig.queued("a@a.test", "x@huge.test");
        }
        rig.queued("a@a.test", "x@small.test");
        delivery.until(() -> rig.queue.domain("small.test").orElseThrow().connections() == 1); // in line
        gate.countDown();
        delivery.until(() -> delivery.events("delivered").size() == 101);

        List<String> delivered = delivery.events("delivered");
        int turn = delivered.indexOf("delivered [x@small.test] 250");
        assertThat(turn).isLessThanOrEqualTo(20); // the huge one's own place in line comes first
        assertThat(server.mostOpenConnections()).isOne();
    }

    @Test
    void what_one_host_refuses_at_the_greeting_goes_to_the_next_one() throws Exception {
        ReceivingServer refusing = scene.receiver();
        refusing.rule(Rule.at(Stage.CONNECT).reply(554, "5.3.2 no mail here"));
        delivery.route("*", refusing.route(), server.route());
        for (int i = 0; i < 3; i++) {
            rig.queued("a@a.test", "x@b.test");
        }
        delivery.until(() -> server.count() == 3);
        assertThat(delivery.events("failed")).isEmpty();
    }

    @Test
    void mail_that_every_host_refuses_at_the_greeting_is_tried_again_or_fails_as_the_option_says() throws Exception {
        server.rule(Rule.at(Stage.CONNECT).reply(554, "5.3.2 no mail here"));
        rig.queued("a@a.test", "x@b.test");
        delivery.settle();
        assertThat(delivery.events("later")).containsExactly("later [x@b.test] 451");
        assertThat(rig.queue.messages().get(0).lastError().orElseThrow()).contains("no mail here");

        rig.set("refused_greeting", "fail").set("generate_bounces", false);
        rig.queued("a@a.test", "y@b.test");
        delivery.settle();
        assertThat(delivery.events("failed")).containsExactly("failed [y@b.test] 554");
    }
}
