package org.grapnel.mta.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.connect.SmtpShouldSessionShutdown;
import org.grapnel.hook.deliver.DeliveryChoice;
import org.grapnel.hook.deliver.DeliveryMethod;
import org.grapnel.hook.deliver.RecipientOutcome;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.queue.GetMsgExpirationParams;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.Suspension;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.testkit.Reaction;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Stage;
import org.junit.jupiter.api.Test;

class OutcomesOfAttemptsTest extends DeliveryStory {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @Test
    void a_delivered_message_has_one_final_event_and_leaves_spool_and_queue() throws Exception {
        rig.queued("a@a.test", "x@b.test");
        delivery.settle();

        assertThat(server.mails()).hasSize(1);
        assertThat(server.mails().get(0).body()).isEqualTo("hello\r\n");
        assertThat(delivery.events()).containsExactly("attempt [x@b.test]", "delivered [x@b.test] 250");
        assertThat(rig.stored()).isEmpty();
        assertThat(rig.queue.size()).isZero();
        assertThat(rig.queue.domains()).isEmpty();
    }

    @Test
    void a_message_that_failed_for_now_waits_and_is_delivered_later() throws Exception {
        server.rule(Rule.at(Stage.RCPT).first(1).reply(451, "4.7.1 greylisted"));
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        delivery.settle();
        assertThat(delivery.events("later")).containsExactly("later [x@b.test] 451");
        assertThat(message.attempts()).isOne();
        assertThat(message.lastError()).contains("451 4.7.1 greylisted");
        assertThat(message.nextAttempt()).isAfter(delivery.now());
        assertThat(rig.stored()).containsExactly(message.number());

        rig.timer.advance(Duration.ofMinutes(23));
        delivery.settle();
        assertThat(delivery.events("delivered")).hasSize(1);
        assertThat(rig.stored()).isEmpty();
    }

    @Test
    void recipients_go_their_own_ways() throws Exception {
        server.rule(Rule.at(Stage.RCPT).argument("bad@b.test").reply(550, "5.1.1 nobody"));
        server.rule(Rule.at(Stage.RCPT).argument("full@b.test").first(1).reply(452, "4.2.2 full"));
        rig.receive("a@a.test", List.of("good@b.test", "bad@b.test", "full@b.test"), "Subject: s\n\nx\n");
        delivery.settle();
        assertThat(delivery.events())
                .containsExactlyInAnyOrder(
                        "attempt [good@b.test, bad@b.test, full@b.test]",
                        "delivered [good@b.test] 250",
                        "failed [bad@b.test] 550",
                        "later [full@b.test] 452");
        MailMessage left = rig.queue.messages().get(0);
        assertThat(left.recipients()).containsExactly(Recipient.of("full@b.test"));

        rig.timer.advance(Duration.ofMinutes(30));
        delivery.settle();
        assertThat(server.mails().get(1).envelope().addresses()).containsExactly("full@b.test");
        assertThat(rig.stored()).isEmpty();
    }

    @Test
    void a_refusal_at_any_stage_is_final_and_a_deferral_is_not() throws Exception {
        server.rule(Rule.at(Stage.MAIL).argument("m5@a.test").reply(550, "5.7.1 no"));
        server.rule(Rule.at(Stage.MAIL).argument("m4@a.test").reply(450, "4.7.1 later"));
        server.rule(Rule.at(Stage.DATA).argument("d5@a.test").reply(554, "5.6.0 no"));
        server.rule(Rule.at(Stage.END).argument("e5@a.test").reply(554, "5.6.0 no"));
        server.rule(Rule.at(Stage.END).argument("e4@a.test").reply(451, "4.3.0 later"));
        for (String sender : List.of("m5", "m4", "d5", "e5", "e4")) {
            rig.queued(sender + "@a.test", sender + "@b.test");
        }
        delivery.settle();

        assertThat(delivery.events("failed"))
                .containsExactlyInAnyOrder(
                        "failed [m5@b.test] 550", "failed [d5@b.test] 554", "failed [e5@b.test] 554");
        assertThat(delivery.events("later"))
                .containsExactlyInAnyOrder("later [m4@b.test] 450", "later [e4@b.test] 451");
        assertThat(rig.queue.size()).isEqualTo(2);
    }

    @Test
    void an_expired_message_fails_for_good_after_its_last_attempt() throws Exception {
        rig.hook(GetMsgExpirationParams.POINT, (params, message) -> params.withMaximumRetries(1));
        server.rule(Rule.at(Stage.RCPT).reply(451, "4.7.1 never"));
        rig.queued("a@a.test", "x@b.test");
        delivery.settle();
        rig.timer.advance(Duration.ofHours(1));
        delivery.settle();

        assertThat(delivery.events("later")).hasSize(1);
        assertThat(delivery.events("failed")).containsExactly("failed [x@b.test] 554");
        assertThat(rig.stored()).isEmpty();
    }

    @Test
    void messages_share_a_connection_up_to_the_limit() throws Exception {
        rig.set("connection_idle_time", "10s")
                .set("max_deliveries_per_connection", 3)
                .set("max_connections", 1);
        for (int i = 0; i < 7; i++) {
            rig.queued("a@a.test", "x@b.test");
        }
        delivery.until(() -> server.count() == 7);

        assertThat(server.connections()).isEqualTo(3);
        assertThat(server.mails().stream().map(ReceivedMail::connection)).containsExactly(1, 1, 1, 2, 2, 2, 3);
    }

    @Test
    void a_handler_closes_the_connection_after_each_delivery() throws Exception {
        rig.set("connection_idle_time", "10s").set("max_connections", 1);
        rig.hook(SmtpShouldSessionShutdown.POINT, attempt -> Optional.of(true));
        rig.queued("a@a.test", "x@b.test");
        rig.queued("a@a.test", "x@b.test");
        delivery.until(() -> server.count() == 2);

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void an_idle_connection_is_ended_with_quit() throws Exception {
        rig.set("connection_idle_time", "20ms");
        rig.queued("a@a.test", "x@b.test");
        delivery.settle();

        assertThat(server.commands()).contains("1 QUIT");
        assertThat(rig.queue.domains()).isEmpty();
    }

    @Test
    void a_connection_that_the_server_closed_while_idle_costs_no_attempt() throws Exception {
        rig.set("connection_idle_time", "20s").set("max_connections", 1);
        server.rule(Rule.at(Stage.MAIL)
                .when(m -> m.connection() == 1)
                .argument("second@a.test")
                .drop());
        rig.queued("first@a.test", "x@b.test");
        delivery.until(() -> server.count() == 1);
        rig.queued("second@a.test", "x@b.test");
        delivery.until(() -> server.count() == 2);

        assertThat(delivery.events("later")).isEmpty();
        assertThat(server.mails().get(1).connection()).isEqualTo(2);
    }

    @Test
    void a_server_that_said_421_while_idle_costs_no_attempt() throws Exception {
        rig.set("connection_idle_time", "20s").set("max_connections", 1);
        server.rule(Rule.at(Stage.MAIL)
                .when(m -> m.connection() == 1)
                .argument("second@a.test")
                .reply(421, "4.4.2 idle for too long"));
        rig.queued("first@a.test", "x@b.test");
        delivery.until(() -> server.count() == 1);
        rig.queued("second@a.test", "x@b.test");
        delivery.until(() -> server.count() == 2);

        assertThat(delivery.events("later")).isEmpty();
        assertThat(server.mails().get(1).connection()).isEqualTo(2);
    }

    @Test
    void a_421_in_the_middle_defers_that_message_and_the_next_goes_over_a_new_connection() throws Exception {
        rig.set("connection_idle_time", "20s").set("max_connections", 1);
        server.rule(Rule.at(Stage.DATA).argument("first@a.test").first(1).reply(421, "4.3.2 going down"));
        rig.queued("first@a.test", "x@b.test");
        rig.queued("second@a.test", "x@b.test");
        delivery.until(() -> server.count() == 1);

        assertThat(delivery.events("later")).containsExactly("later [x@b.test] 421");
        assertThat(server.mails().get(0).envelope().sender()).isEqualTo("second@a.test");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void when_no_host_answers_all_due_messages_fail_for_now_once() throws Exception {
        String dead = server.route();
        server.close();
        delivery.route("*", dead);
        for (int i = 0; i < 4; i++) {
            rig.queued("a@a.test", "x@b.test");
        }
        delivery.settle();

        assertThat(delivery.events("later")).hasSize(4);
        assertThat(delivery.events("attempt")).hasSize(4);
        assertThat(rig.queue.messages())
                .allSatisfy(m -> assertThat(m.attempts()).isOne());
        assertThat(rig.stored()).hasSize(4);
    }

    @Test
    void the_next_host_is_tried_when_the_first_is_dead() throws Exception {
        ReceivingServer dead = scene.receiver();
        dead.close();
        delivery.route("*", dead.route(), server.route());
        rig.queued("a@a.test", "x@b.test");
        delivery.settle();

        assertThat(server.mails()).hasSize(1);
        assertThat(delivery.events("later")).isEmpty();
    }

    @Test
    void a_handlers_own_agent_decides_for_each_recipient_once() throws Exception {
        rig.hook(
                DeliveryMethod.POINT,
                (message, domain) -> Optional.of(DeliveryChoice.own("lists", (mail, to) -> {
                    Recipient first = mail.recipients().get(0);
                    return List.of(
                            RecipientOutcome.delivered(first, "done"),
                            RecipientOutcome.failed(first, "said twice"),
                            RecipientOutcome.failed(Recipient.of("stranger@b.test"), "not asked"));
                })));
        rig.receive("a@a.test", List.of("x@b.test", "y@b.test"), "Subject: s\n\nx\n");
        delivery.settle();

        assertThat(delivery.events())
                .containsExactly("attempt [x@b.test, y@b.test]", "delivered [x@b.test] 250", "later [y@b.test] 451");
        assertThat(server.connections()).isZero();
    }

    @Test
    void a_failing_agent_defers_the_message() throws Exception {
        rig.hook(
                DeliveryMethod.POINT,
                (message, domain) -> Optional.of(DeliveryChoice.own("bad", (mail, to) -> {
                    throw new IllegalStateException("broken");
                })));
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        delivery.settle();

        assertThat(delivery.events("later")).hasSize(1);
        assertThat(message.place()).isEqualTo(MailMessage.Place.DELAYED);
    }

    @Test
    void discard_is_a_delivery_to_nowhere() throws Exception {
        rig.hook(DeliveryMethod.POINT, (message, domain) -> Optional.of(DeliveryChoice.builtIn("discard")));
        rig.queued("a@a.test", "x@b.test");
        delivery.settle();

        assertThat(delivery.events("delivered")).hasSize(1);
        assertThat(rig.stored()).isEmpty();
        assertThat(server.connections()).isZero();
    }

    @Test
    void a_dead_destination_does_not_fail_what_needs_no_connection() throws Exception {
        String dead = server.route();
        server.close();
        delivery.route("*", dead);
        rig.hook(
                DeliveryMethod.POINT,
                (message, domain) -> message.sender().localPart().equals("local")
                        ? Optional.of(DeliveryChoice.builtIn("discard"))
                        : Optional.empty());
        rig.set("max_connections", 1);
        rig.queued("remote@a.test", "x@b.test");
        rig.queued("local@a.test", "y@b.test");
        delivery.settle();

        assertThat(delivery.events("delivered")).containsExactly("delivered [y@b.test] 250");
        assertThat(delivery.events("later")).containsExactly("later [x@b.test] 451");
    }

    @Test
    void a_refused_recipient_keeps_its_reply_though_the_destination_is_dead() throws Exception {
        String dead = server.route();
        server.close();
        delivery.route("*", dead);
        rig.hook(
                ValidateDataSpoolEachRcpt.POINT,
                (message, session, context) ->
                        message.recipients().get(0).address().localPart().equals("bad")
                                ? Verdict.reject(550, "5.7.1", "not this one")
                                : Verdict.pass());
        rig.receive("a@a.test", List.of("good@b.test", "bad@b.test"), "Subject: s\n\nx\n");
        delivery.settle();

        assertThat(delivery.events("failed")).containsExactly("failed [bad@b.test] 550");
        assertThat(delivery.events("later")).containsExactly("later [good@b.test] 451");
    }

    @Test
    void an_attempt_that_ends_in_a_fault_of_the_server_is_made_again() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        rig.hook(
                DeliveryMethod.POINT,
                (message, domain) -> Optional.of(DeliveryChoice.own("odd", (mail, to) -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new AssertionError("not an exception, and not expected by anybody");
                    }
                    return List.of(RecipientOutcome.delivered(mail.recipients().get(0), "ok"));
                })));
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        delivery.until(() -> calls.get() == 1 && message.place() == MailMessage.Place.DELAYED);
        rig.timer.advance(Duration.ofMinutes(1));
        delivery.settle();

        assertThat(delivery.events("delivered")).hasSize(1);
        assertThat(rig.stored()).isEmpty();
    }

    @Test
    void a_message_whose_notice_can_not_be_stored_is_kept_with_each_recipient_once() throws Exception {
        rig.set("generate_bounces", true);
        server.rule(Rule.at(Stage.RCPT).argument("bad@b.test").reply(550, "5.1.1 nobody"));
        server.rule(Rule.at(Stage.RCPT).argument("full@b.test").reply(452, "4.2.2 full"));
        rig.receive("a@a.test", List.of("bad@b.test", "full@b.test"), "Subject: s\n\nx\n");
        rig.spool.fail(SpoolException.Kind.FULL, "store"::equals);
        delivery.settle();
        assertThat(delivery.events("failed")).isEmpty();
        assertThat(rig.queue.messages()).hasSize(1);
        assertThat(rig.queue.messages().get(0).recipients())
                .containsExactlyInAnyOrder(Recipient.of("bad@b.test"), Recipient.of("full@b.test"));

        rig.spool.fail(SpoolException.Kind.FULL, change -> false);
        rig.timer.advance(Duration.ofHours(1));
        delivery.until(() -> delivery.events("failed").size() == 1);
        assertThat(delivery.events("failed")).containsExactly("failed [bad@b.test] 550");
    }

    @Test
    void a_refused_recipient_stays_refused_when_its_notice_can_not_be_stored() throws Exception {
        rig.set("generate_bounces", true);
        rig.hook(
                ValidateDataSpoolEachRcpt.POINT,
                (message, session, context) ->
                        message.recipients().get(0).address().localPart().equals("bad")
                                ? Verdict.reject(550, "5.7.1", "not this one")
                                : Verdict.pass());
        rig.receive("a@a.test", List.of("good@b.test", "bad@b.test"), "Subject: s\n\nx\n");
        rig.spool.fail(SpoolException.Kind.FAILED, "store"::equals);
        delivery.settle();
        rig.spool.fail(SpoolException.Kind.FAILED, change -> false);
        rig.timer.advance(Duration.ofHours(1));
        delivery.until(() -> delivery.events("failed").size() == 1);

        assertThat(server.mails().stream().flatMap(m -> m.envelope().addresses().stream()))
                .doesNotContain("bad@b.test");
    }

    @Test
    void a_full_spool_delays_no_delivery() throws Exception {
        MailMessage first = rig.queued("a@a.test", "x@b.test");
        rig.spool.fail(SpoolException.Kind.FAILED, "remove"::equals);
        delivery.settle();

        assertThat(delivery.events("delivered")).hasSize(1);
        assertThat(rig.queue.message(first.number())).isEmpty();
        assertThat(rig.stored()).containsExactly(first.number());

        rig.spool.fail(SpoolException.Kind.FAILED, change -> false);
        delivery.until(() -> stored().isEmpty()); // told again, so that a restart does not send it twice
    }

    @Test
    void a_state_that_the_spool_refused_is_written_when_it_takes_it_again() throws Exception {
        server.rule(Rule.at(Stage.MAIL).react(Reaction.reply(450, "4.2.0 later")));
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        rig.spool.fail(SpoolException.Kind.FULL, "update"::equals);
        delivery.settle();
        assertThat(metadata(message)).contains("\"attempts\":0");

        rig.spool.fail(SpoolException.Kind.FULL, change -> false);
        delivery.until(() -> metadata(message).contains("\"attempts\":1"));
    }

    private List<Long> stored() {
        try {
            return rig.stored();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String metadata(MailMessage message) {
        try {
            return new String(rig.spool.metadata(message.number()).orElseThrow(), StandardCharsets.UTF_8);
        } catch (SpoolException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_stop_ends_idle_connections_and_leaves_the_rest_in_the_spool() throws Exception {
        rig.set("connection_idle_time", "1h");
        rig.queued("a@a.test", "x@b.test");
        delivery.until(() -> server.count() == 1);
        delivery.deliveries.stop(LIMIT);
        MailMessage late = rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();

        assertThat(delivery.deliveries.connections()).isZero();
        assertThat(rig.stored()).containsExactly(late.number());
        assertThat(server.count()).isOne();
    }

    @Test
    void a_suspension_ends_idle_connections_at_once() throws Exception {
        rig.set("connection_idle_time", "1h");
        rig.queued("a@a.test", "x@b.test");
        delivery.until(() -> server.count() == 1);
        rig.queue.suspend(new Suspension(Optional.of("b.test"), Optional.empty()));

        delivery.until(() -> delivery.deliveries.connections() == 0);
        assertThat(server.count()).isOne();
    }

    @Test
    void garbage_from_the_server_is_a_failure_for_now() throws Exception {
        server.rule(Rule.at(Stage.MAIL).react(Reaction.garbage()));
        rig.queued("a@a.test", "x@b.test");
        delivery.settle();

        assertThat(delivery.events("later")).hasSize(1);
        assertThat(rig.stored()).hasSize(1);
    }
}
