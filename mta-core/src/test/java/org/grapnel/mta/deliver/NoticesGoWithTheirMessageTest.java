package org.grapnel.mta.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.deliver.DeliveryChoice;
import org.grapnel.hook.deliver.DeliveryMethod;
import org.grapnel.hook.deliver.RecipientOutcome;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.spool.PreSwapOutMeta;
import org.grapnel.hook.spool.SwapFlag;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.process.Rig;
import org.grapnel.mta.spool.SpoolException.Kind;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A notice is stored in one unit with what becomes of the message that it is about: the spool has both, or neither. */
class NoticesGoWithTheirMessageTest {
    private static final Recipient BAD = Recipient.of("bad@b.test");
    private static final Recipient FULL = Recipient.of("full@b.test");

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path directory;

    private ReceivingServer server;
    private DeliveryRig delivery;
    private Rig rig;

    @BeforeEach
    void begin() throws Exception {
        server = scene.closing(ReceivingServer.setup().without("DSN").open());
        server.rule(Rule.at(Stage.RCPT).argument("bad@b.test").reply(550, "5.1.1 nobody"));
        server.rule(Rule.at(Stage.RCPT).argument("full@b.test").reply(452, "4.2.2 full"));
        delivery = scene.closing(new DeliveryRig(directory));
        rig = delivery.rig;
        delivery.route("*", server.route());
        rig.set("connection_idle_time", "0s");
    }

    private List<ReceivedMail> notices() {
        return server.mails().stream()
                .filter(mail -> mail.envelope().sender().isEmpty())
                .toList();
    }

    private void wellAgain() {
        rig.spool.fail(Kind.FULL, change -> false);
        rig.timer.advance(Duration.ofHours(1));
    }

    @Test
    void a_message_that_can_not_be_removed_has_no_notice_yet() throws Exception {
        MailMessage message = rig.queued("a@a.test", "bad@b.test");
        rig.spool.fail(Kind.FULL, "remove"::equals);
        delivery.settle();

        assertThat(rig.stored()).containsExactly(message.number());
        assertThat(delivery.events("failed")).isEmpty();
        assertThat(delivery.events("later")).containsExactly("later [bad@b.test] 451");
        wellAgain();
        delivery.until(() -> notices().size() == 1 && rig.queue.size() == 0);
        assertThat(delivery.events("failed")).containsExactly("failed [bad@b.test] 550");
        delivery.settle();
        assertThat(rig.stored()).isEmpty();
    }

    @Test
    void a_message_whose_rest_can_not_be_written_has_no_notice_yet_and_tries_all_of_it_again() throws Exception {
        rig.receive("a@a.test", List.of("bad@b.test", "full@b.test"), "Subject: s\n\nx\n");
        MailMessage message = rig.queue.messages().get(0);
        rig.spool.fail(Kind.FULL, "update"::equals);
        delivery.settle();

        assertThat(rig.stored()).containsExactly(message.number());
        assertThat(message.recipients()).containsExactlyInAnyOrder(BAD, FULL);
        assertThat(message.pastAttempts()).hasSize(1);
        wellAgain();
        delivery.until(() -> notices().size() == 1);
        delivery.settle();
        assertThat(delivery.events("failed")).containsExactly("failed [bad@b.test] 550");
        assertThat(message.recipients()).containsExactly(FULL);
        assertThat(message.attempts()).isGreaterThanOrEqualTo(2); // a quick one is tried once more within the hour
        assertThat(new String(rig.spool.metadata(message.number()).orElseThrow(), StandardCharsets.UTF_8))
                .contains("full@b.test", "\"attempts\":" + message.attempts())
                .doesNotContain("\"address\":\"bad@b.test\"");
    }

    @Test
    void who_stops_the_write_of_the_rest_does_not_stop_the_notice() throws Exception {
        rig.hook(
                PreSwapOutMeta.POINT,
                (message, flags) -> flags.contains(SwapFlag.ATTEMPT) ? Verdict.fail("not now") : Verdict.CONTINUE);
        rig.receive("a@a.test", List.of("bad@b.test", "full@b.test"), "Subject: s\n\nx\n");
        MailMessage message = rig.queue.messages().get(0);
        delivery.until(() -> notices().size() == 1);

        assertThat(message.recipients()).containsExactly(FULL);
        assertThat(new String(rig.spool.metadata(message.number()).orElseThrow(), StandardCharsets.UTF_8))
                .contains("\"address\":\"bad@b.test\"");
    }

    @Test
    void a_message_that_the_spool_has_lost_has_a_notice_nevertheless() throws Exception {
        rig.set("max_connections", 0);
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        assertThat(rig.queue.withdraw(message)).isTrue();
        rig.spool.remove(message.number()).await();
        assertThat(delivery.endings.fail(message, Reply.of(554, "5.7.0", "given up"), true))
                .isPresent();
        assertThat(rig.stored()).hasSize(1).doesNotContain(message.number());
        assertThat(delivery.events("failed")).hasSize(1);
    }

    @Test
    void a_delivery_stands_though_the_notice_of_it_can_not_be_stored() throws Exception {
        Sender sender = new Sender(MailAddress.of("a@a.test"), Map.of());
        Recipient asks = new Recipient(MailAddress.of("x@b.test"), Map.of("NOTIFY", "SUCCESS"));
        rig.receive(sender, List.of(asks), "Subject: s\r\n\r\nx\r\n".getBytes(StandardCharsets.UTF_8));
        rig.spool.fail(Kind.FULL, "remove"::equals);
        delivery.settle();

        assertThat(delivery.events()).containsExactly("attempt [x@b.test]", "delivered [x@b.test] 250");
        assertThat(rig.stored()).hasSize(1);
        wellAgain();
        delivery.until(() -> stored() == 0);
        assertThat(server.mails()).hasSize(1);
    }

    private int stored() {
        try {
            return rig.stored().size();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_operator_who_gives_a_message_up_ends_it_with_its_notice_or_not_at_all() throws Exception {
        rig.set("max_connections", 0);
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        assertThat(rig.queue.withdraw(message)).isTrue();
        rig.spool.fail(Kind.FULL, "remove"::equals);
        Reply reply = Reply.of(554, "5.7.0", "given up");
        assertThat(delivery.endings.fail(message, reply, true)).isEmpty();
        assertThat(rig.stored()).containsExactly(message.number());
        assertThat(delivery.events("failed")).isEmpty();

        rig.spool.fail(Kind.FULL, change -> false);
        delivery.endings.fail(message, reply, true).orElseThrow().await();
        assertThat(rig.stored()).hasSize(1).doesNotContain(message.number());
        assertThat(rig.queue.messages())
                .singleElement()
                .satisfies(notice -> assertThat(notice.sender().isNullSender()).isTrue());
    }

    @Test
    void an_interrupt_does_not_part_a_notice_from_its_message() throws Exception {
        rig.set("max_connections", 0);
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        assertThat(rig.queue.withdraw(message)).isTrue();
        Thread.currentThread().interrupt();
        try {
            assertThat(delivery.endings.fail(message, Reply.of(554, "5.7.0", "given up"), true))
                    .isPresent();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(rig.stored()).hasSize(1).doesNotContain(message.number());
    }

    @Test
    void an_agent_gets_no_message_before_the_end_of_the_last_one_is_on_stable_storage() throws Exception {
        List<String> given = new CopyOnWriteArrayList<>();
        rig.hook(
                DeliveryMethod.POINT,
                (message, domain) -> Optional.of(DeliveryChoice.own("box", (mail, to) -> {
                    given.add(mail.recipients().toString());
                    return mail.recipients().stream()
                            .map(recipient -> RecipientOutcome.delivered(recipient, "in the box"))
                            .toList();
                })));
        rig.set("max_connections", 0);
        rig.queued("a@a.test", "first@b.test");
        rig.queued("a@a.test", "second@b.test");
        rig.spool.fail(Kind.FULL, "remove"::equals);
        rig.set("max_connections", 1);
        rig.timer.advance(Duration.ofMinutes(1));
        delivery.until(() -> delivery.events("later").size() == 1);

        assertThat(given).containsExactly("[first@b.test]");
        assertThat(delivery.events("delivered")).containsExactly("delivered [first@b.test] 250");
        wellAgain();
        delivery.until(() -> stored() == 0);
        assertThat(given).containsExactly("[first@b.test]", "[second@b.test]");
    }

    @Test
    void two_notices_of_one_attempt_are_two_mails() throws Exception {
        rig.set("delay_warning", "30m").set("max_connections", 0);
        rig.receive("a@a.test", List.of("bad@b.test", "full@b.test"), "Subject: s\n\nx\n");
        rig.set("max_connections", 1);
        rig.timer.advance(Duration.ofHours(1));
        delivery.until(() -> notices().size() == 2);
        assertThat(notices())
                .extracting(notice -> notice.header("Message-ID").orElseThrow())
                .doesNotHaveDuplicates();
        assertThat(delivery.events("failed")).hasSize(1);
        assertThat(rig.queue.messages().get(0).recipients()).containsExactly(FULL);
    }

    @Test
    void a_warning_goes_out_once_whatever_an_operator_does_to_the_next_attempt() throws Exception {
        rig.set("delay_warning", "30m");
        rig.queued("a@a.test", "full@b.test");
        for (int minutes = 0; minutes < 120; minutes += 10) {
            delivery.settle();
            rig.timer.advance(Duration.ofMinutes(10));
            rig.queue.domain("b.test").ifPresent(domain -> rig.queue.flush(domain, Optional.empty()));
        }
        delivery.settle();
        assertThat(delivery.events("later").size()).isGreaterThan(8);
        assertThat(notices()).hasSize(1);
    }
}
