package org.grapnel.mta.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.queue.EcMessageEnqueue;
import org.grapnel.hook.queue.EnqueueOutcome;
import org.grapnel.hook.spool.PreSwapOutMeta;
import org.grapnel.mta.deliver.DeliveryRig;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.MailMessage.Place;
import org.grapnel.mta.mail.Metadata;
import org.grapnel.mta.queue.ConfiguredBinding;
import org.grapnel.mta.queue.Suspension;
import org.grapnel.mta.queue.Suspensions;
import org.grapnel.mta.spool.SpoolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesQueuedMessagesTest {
    @TempDir
    Path directory;

    private DeliveryRig delivery;
    private Rig rig;

    @BeforeEach
    void begin() throws Exception {
        delivery = new DeliveryRig(directory);
        rig = delivery.rig;
        rig.set("max_connections", 0); // nothing leaves by itself
        rig.set("binding.fast.ehlo_name", "fast.grapnel.test");
    }

    @AfterEach
    void end() throws Exception {
        delivery.close();
    }

    private Answer run(String name, String... words) throws CommandException, InterruptedException {
        QueueTable.Queued queued = new QueueTable.Queued(
                rig.queue, rig.spool, rig.dispatcher, delivery.endings, rig::settings, rig.timer.clock());
        ControlCommand command = QueueTable.of(queued).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return command.run(command.syntax().parse(Arrays.asList(words)), new NoInput());
    }

    /** Commands that read nothing. */
    private static final class NoInput implements CommandInput {
        @Override
        public org.grapnel.hook.control.Caller caller() {
            return new org.grapnel.hook.control.Caller("ada", "test");
        }

        @Override
        public String text() {
            return "";
        }
    }

    private static Map<String, Object> details(Answer answer) {
        return ((Answer.Details) answer).values();
    }

    private static List<Object> ids(Answer answer) {
        return ((Answer.Table) answer).rows().stream().map(row -> row.get(0)).toList();
    }

    /** As the spool has it. */
    private MailMessage durable(MailMessage message) throws Exception {
        return Metadata.read(
                new MailMessage.Home(rig.spool, rig.dispatcher.live()),
                message.number(),
                rig.spool.metadata(message.number()).orElseThrow());
    }

    @Test
    void a_message_on_hold_stays_over_a_restart_until_it_is_released() throws Exception {
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        assertThat(details(run("message:hold", "--reason", "to be looked at", message.id())))
                .containsEntry("result", "1 message is held");
        assertThat(message.place()).isEqualTo(Place.HELD);
        assertThat(rig.queue.domain("b.test").orElseThrow().active()).isZero();
        assertThat(durable(message).state().held()).isEqualTo("to be looked at");
        assertThat(ids(run("queue:list", "--held"))).containsExactly(message.id());

        run("queue:release", "--held");
        assertThat(message.place()).isEqualTo(Place.ACTIVE);
        assertThat(durable(message).held()).isFalse();
    }

    @Test
    void a_dry_run_tells_which_messages_and_changes_none() throws Exception {
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        for (String command : List.of("hold", "delete", "fail", "delay")) {
            Map<String, Object> would = details(run("queue:" + command, "--to", "x@*", "--dry-run"));
            assertThat(would).containsEntry("would", 1);
            assertThat(ids((Answer) would.get("messages"))).containsExactly(message.id());
        }
        run("queue:suspend", "--domain", "b.test", "--dry-run");
        assertThat(rig.queue.domain("b.test").orElseThrow().suspended()).isFalse();
        assertThat(message.place()).isEqualTo(Place.ACTIVE);
        assertThat(durable(message).held()).isFalse();
        assertThat(delivery.events()).isEmpty();
    }

    @Test
    void a_message_that_is_being_delivered_is_refused_to_all_changes() throws Exception {
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        assertThat(rig.queue.domain("b.test").orElseThrow().take(ConfiguredBinding.of(rig.settings(), "default")))
                .contains(message);
        for (String command : List.of("hold", "delete", "fail")) {
            assertThatThrownBy(() -> run("message:" + command, message.id()))
                    .hasMessageContaining("1 being delivered now, try again");
        }
        assertThatThrownBy(() -> run("queue:reroute", "c.test", "--all")).hasMessageContaining("try again");
        assertThat(message.place()).isEqualTo(Place.DELIVERING);
        assertThat(rig.stored()).containsExactly(message.number());
        assertThat(delivery.events()).isEmpty();
    }

    @Test
    void messages_move_to_another_binding_and_to_another_queue_for_good() throws Exception {
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        run("queue:rebind", "fast", "--domain", "b.test");
        run("queue:reroute", "C.test", "--binding", "fast");

        assertThat(durable(message).binding()).isEqualTo("fast");
        assertThat(durable(message).routingDomain()).isEqualTo("c.test");
        assertThat(rig.queue.domain("c.test").orElseThrow().active(ConfiguredBinding.of(rig.settings(), "fast")))
                .isOne();
        assertThat(rig.queue.domain("b.test").orElseThrow().active()).isZero();
        assertThatThrownBy(() -> run("queue:rebind", "nowhere", "--all")).hasMessageContaining("no such binding");
        assertThatThrownBy(() -> run("queue:reroute", "no domain", "--all")).hasMessageContaining("no domain");
    }

    @Test
    void a_failed_message_is_given_back_to_its_sender_unless_told_otherwise() throws Exception {
        run(
                "message:fail",
                "--reason",
                "No longer wanted",
                rig.queued("a@a.test", "x@b.test").id());
        assertThat(delivery.events()).containsExactly("failed [x@b.test] 554");
        MailMessage notice = rig.queue.messages().get(0);
        assertThat(notice.recipients().get(0)).hasToString("a@a.test");
        assertThat(rig.text(notice.number())).contains("No longer wanted");

        run("queue:delete", "--from", "<>");
        run("message:fail", "--quiet", rig.queued("a@a.test", "y@b.test").id());
        assertThat(rig.stored()).isEmpty();
        assertThat(rig.queue.size()).isZero();
        assertThat(delivery.events("failed"))
                .containsExactly("failed [x@b.test] 554", "failed [a@a.test] 554", "failed [y@b.test] 554");
    }

    @Test
    void a_change_that_can_not_be_written_has_not_happened() throws Exception {
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        rig.spool.fail(SpoolException.Kind.FULL, change -> change.equals("update"));
        assertThatThrownBy(() -> run("message:hold", message.id())).hasMessageContaining("as the test wants it");
        assertThat(message.place()).isEqualTo(Place.ACTIVE);
        assertThat(message.held()).isFalse();

        rig.spool.fail(SpoolException.Kind.FULL, change -> false);
        rig.hook(PreSwapOutMeta.POINT, (changed, flags) -> Verdict.fail("index is full"));
        assertThatThrownBy(() -> run("queue:reroute", "c.test", "--all")).hasMessageContaining("index is full");
        assertThat(message.routingDomain()).isEqualTo("b.test");
        assertThat(rig.queue.domain("b.test").orElseThrow().active()).isOne();
    }

    @Test
    void a_filter_takes_what_meets_all_its_conditions() throws Exception {
        MailMessage first = rig.queued("a@a.test", "x@b.test");
        rig.timer.advance(Duration.ofHours(3));
        MailMessage second = rig.queued("news@a.test", "y@c.test");

        assertThat(ids(run("queue:list", "--older", "2h"))).containsExactly(first.id());
        assertThat(ids(run("queue:list", "--younger", "2h"))).containsExactly(second.id());
        assertThat(ids(run("queue:list", "--from", "N?WS@*"))).containsExactly(second.id());
        assertThat(ids(run("queue:list", "--to", "*@b.test", "--from", "news@*")))
                .isEmpty();
        assertThat(ids(run("queue:list", "--domain", "?.test"))).containsExactly(first.id(), second.id());
        assertThat(ids(run("queue:list", "--header", "subject: TE*", "c.test"))).containsExactly(second.id());
        assertThat(ids(run("queue:list", "--header", "Subject: other"))).isEmpty();
        assertThat(ids(run("queue:list", "--binding", "fast"))).isEmpty();
        assertThat(ids(run("queue:list", "--limit", "1"))).containsExactly(first.id());
        assertThatThrownBy(() -> run("queue:delete")).hasMessageContaining("say which messages");
        assertThatThrownBy(() -> run("queue:list", "--header", "Subject")).hasMessageContaining("NAME: PATTERN");
        assertThat(ids(run("queue:summary", "--to", "y@*"))).containsExactly("c.test");
    }

    @Test
    void names_and_words_beyond_ascii_are_found_as_people_write_them() throws Exception {
        rig.receive(
                "a@a.test",
                List.of("x@b\u00fccher.test"),
                "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n =?utf-8?b?IGFuIGFsbGU=?=\n\nx\n");
        String id = rig.queue.messages().get(0).id();
        for (String domain : List.of("B\u00dcCHER.test", "xn--bcher-kva.test")) {
            assertThat(ids(run("queue:list", domain))).containsExactly(id);
            assertThat(ids(run("queue:list", "--domain", domain))).containsExactly(id);
        }
        assertThat(ids(run("queue:list", "--domain", "b\u00fc*"))).containsExactly(id);
        assertThat(ids(run("queue:list", "--header", "Subject: gr\u00fc\u00dfe an*")))
                .containsExactly(id);
        assertThat(ids(run("queue:list", "--header", "Subject: =?utf-8?q?gr*"))).containsExactly(id);
        assertThat(ids(run("queue:list", "--header", "Subject: gr\u00fc\u00dfe")))
                .isEmpty();

        run("queue:suspend", "--domain", "b\u00fccher.test");
        assertThat(rig.queue.domain("xn--bcher-kva.test").orElseThrow().suspended())
                .isTrue();
        run("queue:reroute", "m\u00fcnchen.test", "--all");
        assertThat(rig.queue.messages().get(0).routingDomain()).isEqualTo("xn--mnchen-3ya.test");
    }

    @Test
    void a_change_says_what_it_left_alone_and_fails_where_a_part_failed() throws Exception {
        MailMessage held = rig.queued("a@a.test", "x@b.test");
        run("message:hold", held.id());
        assertThat(details(run("message:retry", held.id())))
                .containsEntry("result", "0 messages are tried now; 1 is left as it is (held)")
                .containsEntry("left", 1);

        MailMessage refused = rig.queued("a@a.test", "y@b.test");
        MailMessage moved = rig.queued("a@a.test", "z@b.test");
        rig.hook(
                PreSwapOutMeta.POINT,
                (message, flags) -> message.id().equals(refused.id()) ? Verdict.fail("not this one") : Verdict.pass());
        assertThatThrownBy(() -> run("queue:rebind", "fast", "--to", "?@b.test"))
                .hasMessageContaining("2 messages are bound to fast; " + refused.id())
                .isInstanceOfSatisfying(CommandException.class, failure -> assertThat(
                                details(failure.answer().orElseThrow()))
                        .containsEntry("changed", 2)
                        .containsEntry("failed", 1));
        assertThat(moved.binding()).isEqualTo("fast");
        assertThat(refused.binding()).isEqualTo("default");
        assertThatThrownBy(() -> run("queue:suspend", "--binding", "nowhere"))
                .hasMessage("nowhere: no such binding; there is default, fast");
    }

    @Test
    void what_is_suspended_stays_over_a_restart_and_goes_on_when_resumed() throws Exception {
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        rig.set("max_connections", 10);
        run("queue:suspend", "--domain", "b.test");
        rig.timer.advance(Duration.ofMinutes(1));
        assertThat(delivery.deliveries.connections()).isZero();
        assertThat(message.place()).isEqualTo(Place.ACTIVE);
        assertThat(rig.queue.domain("b.test").orElseThrow().suspended()).isTrue();
        assertThatThrownBy(() -> run("queue:resume", "--domain", "c.test")).hasMessageContaining("domain b.test");

        delivery.route("*", "127.0.0.1:1"); // nobody there: an attempt is seen by its failure
        run("queue:resume", "--all");
        delivery.settle();
        assertThat(message.attempts()).isOne();

        Path file = directory.resolve("suspended");
        Suspension slow = new Suspension(Optional.of("slow.test"), Optional.of("fast"));
        try (Rig before = new Rig(directory.resolve("other"), (domain, binding) -> {}, Suspensions.in(file))) {
            assertThat(before.queue.suspend(slow)).isTrue();
        }
        assertThat(Suspensions.in(file).all()).containsExactly(slow);
        assertThat(Suspensions.in(file).covers("slow.test", "fast")).isTrue();
        assertThat(Suspensions.in(file).covers("slow.test", "default")).isFalse();
    }

    @Test
    void what_a_handler_owns_can_be_given_back_finished_and_taken_back() throws Exception {
        rig.hook(EcMessageEnqueue.POINT, (message, time) -> Optional.of(EnqueueOutcome.OK));
        MailMessage first = rig.queued("a@a.test", "x@b.test");
        MailMessage second = rig.queued("a@a.test", "y@b.test");
        MailMessage third = rig.queued("a@a.test", "z@b.test");
        assertThat(delivery.owners.all()).containsExactlyInAnyOrder(first, second, third);

        delivery.owners.giveBack(first, rig.timer.clock().instant().plusSeconds(60));
        assertThat(first.place()).isEqualTo(Place.DELAYED);
        delivery.owners.finish(second, "sent by other means");
        assertThat(delivery.events("failed")).containsExactly("failed [y@b.test] 554");
        run("message:release", third.id());
        assertThat(third.place()).isEqualTo(Place.ACTIVE);

        assertThat(delivery.owners.all()).isEmpty();
        assertThat(rig.stored()).containsExactly(first.number(), third.number());
        assertThatThrownBy(() -> delivery.owners.finish(third, "twice")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_message_shows_its_attempts_and_its_bytes() throws Exception {
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        delivery.route("*", "127.0.0.1:1");
        rig.set("max_connections", 1);
        rig.set("max_resident_messages", 0); // all details are read from the spool
        rig.timer.advance(Duration.ofSeconds(15));
        delivery.settle();
        run("message:retry", message.id());
        delivery.until(() -> message.attempts() == 2 && message.place() == Place.DELAYED);

        Answer.Table history =
                (Answer.Table) details(run("message:show", message.id())).get("history");
        assertThat(history.rows())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.get(2).toString()).startsWith("451 4.4.1"));
        delivery.until(() -> durable(message).pastAttempts().size() == 2); // the write may be under way
        assertThat(((Answer.Text) run("message:body", message.id())).text())
                .contains("Subject: test")
                .endsWith("hello\r\n");
        assertThat(((Answer.Text) run("message:body", "--limit", "10", message.id())).text())
                .contains("more bytes");
    }
}
