package org.grapnel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import org.grapnel.testkit.ReceivedMail.Fate;
import org.junit.jupiter.api.Test;

class MailPumpBooksTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void five_thousand_mails_over_twenty_sessions_are_all_counted_once() throws Exception {
        try (ReceivingServer receiver = ReceivingServer.setup().countOnly().open()) {
            PumpReport report =
                    MailPump.to(receiver.address()).mails(5_000).sessions(20).run(LIMIT);

            assertThat(report.acknowledged()).hasSize(5_000);
            assertThat(report.endedEarly()).isZero();
            assertThat(report.connections()).isEqualTo(20);
            assertThat(receiver.ids(Fate.ACCEPTED)).hasSize(5_000).allSatisfy((id, times) -> assertThat(times)
                    .isOne());
            assertThat(report.missingFrom(receiver.ids(Fate.ACCEPTED).keySet())).isEmpty();
            assertThat(receiver.bytes()).isEqualTo(5_000L * 10_240);
            assertThat(receiver.faults()).isEmpty();
        }
    }

    @Test
    void one_mail_a_connection_makes_as_many_connections() throws Exception {
        try (ReceivingServer receiver = ReceivingServer.setup().countOnly().open()) {
            PumpReport report = MailPump.to(receiver.address())
                    .mails(2_000)
                    .sessions(20)
                    .perConnection(1)
                    .run(LIMIT);

            assertThat(report.acknowledged()).hasSize(2_000);
            assertThat(report.connections()).isEqualTo(2_000);
            assertThat(report.endedEarly()).isZero();
            assertThat(receiver.count()).isEqualTo(2_000);
        }
    }

    @Test
    void works_without_pipelining_too() throws Exception {
        try (ReceivingServer receiver =
                ReceivingServer.setup().without("PIPELINING").open()) {
            PumpReport report = MailPump.to(receiver.address())
                    .mails(20)
                    .sessions(2)
                    .perConnection(3)
                    .size(700)
                    .recipients("a@receiver.test", "b@receiver.test")
                    .run(LIMIT);

            assertThat(report.acknowledged()).hasSize(20);
            assertThat(receiver.mails()).hasSize(20).allSatisfy(mail -> {
                assertThat(mail.size()).isEqualTo(700);
                assertThat(mail.envelope().addresses()).containsExactly("a@receiver.test", "b@receiver.test");
                assertThat(report.acknowledged())
                        .contains(mail.header(MailPump.ID_HEADER).orElseThrow());
            });
        }
    }

    @Test
    void a_drop_after_the_final_dot_is_uncertain_on_both_sides() throws Exception {
        Rule everyTenth = Rule.at(Stage.END).every(10).drop();
        try (ReceivingServer receiver = ReceivingServer.setup().rule(everyTenth).open()) {
            PumpReport report = MailPump.to(receiver.address())
                    .mails(100)
                    .sessions(4)
                    .size(600)
                    .run(LIMIT);

            assertThat(report.acknowledged()).hasSize(90);
            assertThat(report.uncertain())
                    .hasSize(10)
                    .isEqualTo(receiver.ids(Fate.UNCERTAIN).keySet());
            assertThat(report.earlyEnds()).containsEntry("EOF", 10);
            assertThat(receiver.count()).isEqualTo(90);
            assertThat(report.missingFrom(receiver.ids(Fate.ACCEPTED).keySet())).isEmpty();
        }
    }

    @Test
    void a_drop_before_the_content_is_tried_again_under_the_same_id() throws Exception {
        Rule threeDrops = Rule.at(Stage.RCPT).firstOfAll(3).drop();
        Rule dismissal = Rule.at(Stage.MAIL).firstOfAll(2).reply(421, "4.3.2 not now");
        try (ReceivingServer receiver =
                ReceivingServer.setup().rule(threeDrops).rule(dismissal).open()) {
            PumpReport report = MailPump.to(receiver.address())
                    .mails(10)
                    .sessions(1)
                    .size(600)
                    .run(LIMIT);

            assertThat(report.acknowledged())
                    .hasSize(10)
                    .isEqualTo(receiver.ids(Fate.ACCEPTED).keySet());
            assertThat(report.endedEarly()).isEqualTo(5);
            assertThat(report.connections()).isEqualTo(6);
            assertThat(report.uncertain()).isEmpty();
        }
    }

    @Test
    void refusals_are_booked_with_their_reply_and_the_connection_goes_on() throws Exception {
        try (ReceivingServer receiver = ReceivingServer.setup()
                .rule(Rule.at(Stage.RCPT).firstOfAll(2).reply(550, "5.1.1 nobody"))
                .rule(Rule.at(Stage.END).firstOfAll(1).reply(452, "4.3.1 full"))
                .open()) {
            PumpReport report = MailPump.to(receiver.address())
                    .mails(10)
                    .sessions(1)
                    .size(600)
                    .run(LIMIT);

            assertThat(report.refused().values().stream().map(Reply::code)).containsExactlyInAnyOrder(550, 550, 452);
            assertThat(report.acknowledged()).hasSize(7);
            assertThat(report.connections()).isOne();
            assertThat(receiver.count(Fate.REFUSED)).isOne();
        }
    }

    @Test
    void a_partly_refused_mail_is_not_sent_to_anybody() throws Exception {
        try (ReceivingServer receiver = ReceivingServer.setup()
                .rule(Rule.at(Stage.RCPT).argument("b@receiver.test").first(1).reply(550, "5.1.1 nobody"))
                .open()) {
            PumpReport report = MailPump.to(receiver.address())
                    .mails(3)
                    .size(600)
                    .recipients("a@receiver.test", "b@receiver.test")
                    .run(LIMIT);

            assertThat(report.refused()).hasSize(1);
            assertThat(report.acknowledged())
                    .hasSize(2)
                    .isEqualTo(receiver.ids(Fate.ACCEPTED).keySet());
            assertThat(receiver.count()).isEqualTo(2);
        }
    }

    @Test
    void goes_on_when_the_server_comes_back_on_the_same_port() throws Exception {
        int port = FreePort.next();
        ReceivingServer first = ReceivingServer.setup().port(port).countOnly().open();
        try (MailPump pump =
                MailPump.to(first.address()).endless().sessions(5).size(2_000).start()) {
            pump.awaitAcknowledged(200, LIMIT);
            first.close();
            Await.until(LIMIT, () -> pump.report().failedConnects() > 0, () -> "never missed it: " + pump.report());
            try (ReceivingServer second =
                    ReceivingServer.setup().port(port).countOnly().open()) {
                pump.awaitAcknowledged(pump.acknowledged() + 200, LIMIT);
                PumpReport report = pump.stop(LIMIT);

                var delivered = new HashSet<>(first.ids(Fate.ACCEPTED).keySet());
                delivered.addAll(second.ids(Fate.ACCEPTED).keySet());
                assertThat(report.missingFrom(delivered)).isEmpty();
                delivered.removeAll(report.acknowledged());
                assertThat(report.uncertain()).containsAll(delivered);
                assertThat(report.endedEarly()).isPositive();
            }
        }
    }

    @Test
    void gives_up_when_its_patience_has_ended() throws Exception {
        PumpReport report = MailPump.to(FreePort.address())
                .mails(5)
                .sessions(2)
                .patience(Duration.ofMillis(100))
                .run(LIMIT);

        assertThat(report.unsent()).isEqualTo(2);
        assertThat(report.acknowledged()).isEmpty();
        assertThat(report.failedConnects()).isPositive();
    }

    @Test
    void a_stop_cuts_a_session_that_waits_for_a_reply() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Rule held = Rule.at(Stage.END).react(Reaction.held(never, Duration.ofMinutes(1), Reaction.accept()));
        try (ReceivingServer receiver = ReceivingServer.setup().rule(held).open();
                MailPump pump = MailPump.to(receiver.address()).endless().start()) {
            Await.until(LIMIT, () -> receiver.commands().contains("1 DATA"), () -> "no DATA: " + receiver.commands());

            PumpReport report = pump.stop(Duration.ofMillis(50));

            assertThat(report.uncertain().size() + report.unsent()).isOne();
            assertThat(report.acknowledged()).isEmpty();
        }
    }

    @Test
    void holds_the_wanted_rate() throws Exception {
        try (ReceivingServer receiver = ReceivingServer.setup().countOnly().open()) {
            PumpReport report = MailPump.to(receiver.address())
                    .mails(41)
                    .sessions(4)
                    .size(600)
                    .perSecond(100)
                    .run(LIMIT);

            assertThat(report.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        }
    }

    @Test
    void a_banner_that_never_comes_is_a_broken_connection() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, FreePort.loopback())) {
            var address = new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort());
            try (MailPump pump = MailPump.to(address)
                    .replyLimit(Duration.ofMillis(50))
                    .patience(Duration.ofMillis(200))
                    .start()) {
                PumpReport report = pump.await(LIMIT);
                assertThat(report.endedEarly()).isPositive();
                assertThat(report.unsent()).isOne();
                assertThatThrownBy(() -> pump.awaitAcknowledged(1, Duration.ofMillis(5)))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("acknowledged 0 of 1 mails");
            }
        }
    }
}
