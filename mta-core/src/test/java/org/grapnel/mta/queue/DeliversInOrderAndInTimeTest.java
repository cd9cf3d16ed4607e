package org.grapnel.mta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.Handled;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.queue.ConnectionGoal;
import org.grapnel.hook.queue.EcMessageEnqueue;
import org.grapnel.hook.queue.EnqueueOutcome;
import org.grapnel.hook.queue.Inserted;
import org.grapnel.hook.queue.MailQueueMaintain;
import org.grapnel.hook.queue.MailQueueMaintainDomain;
import org.grapnel.hook.queue.MailqInsertActive;
import org.grapnel.hook.queue.PreMailQueueMaintainDomain;
import org.grapnel.hook.queue.Scheduled;
import org.grapnel.hook.queue.SetDelayedQueueEvent;
import org.grapnel.hook.reception.ValidateDataSpool;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.process.Rig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliversInOrderAndInTimeTest {
    /** Connections that were asked for: nobody opens one. */
    private final List<ConfiguredBinding> asked = new ArrayList<>();

    private Rig rig;

    @BeforeEach
    void begin(@TempDir Path directory) throws Exception {
        rig = new Rig(directory, (domain, binding) -> asked.add(binding));
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private DomainQueue domain() {
        return rig.queue.domain("b.test").orElseThrow();
    }

    private ConfiguredBinding binding() {
        return ConfiguredBinding.of(rig.settings(), "default");
    }

    private Optional<MailMessage> take() {
        return domain().take(binding());
    }

    private void later(MailMessage message, Duration in) {
        MailMessage.State state = message.state();
        Instant at = rig.timer.clock().instant().plus(in);
        message.state(new MailMessage.State(state.recipients(), 1, at.toEpochMilli(), "451 later", null, null));
        rig.queue.requeue(message);
    }

    @Test
    void messages_leave_in_the_order_in_which_they_came() throws Exception {
        MailMessage first = rig.queued("a@a.test", "x@b.test");
        MailMessage second = rig.queued("a@a.test", "x@b.test");

        assertThat(take()).contains(first);
        assertThat(first.place()).isEqualTo(MailMessage.Place.DELIVERING);
        assertThat(take()).contains(second);
        assertThat(take()).isEmpty();
    }

    @Test
    void delayed_messages_become_due_in_the_order_of_their_times_and_not_before() throws Exception {
        MailMessage first = rig.queued("a@a.test", "x@b.test");
        MailMessage second = rig.queued("a@a.test", "x@b.test");
        take();
        take();
        later(first, Duration.ofSeconds(100));
        later(second, Duration.ofSeconds(50));
        rig.timer.advance(Duration.ofMillis(49_999));
        assertThat(domain().active()).isZero();
        assertThat(domain().delayed()).isEqualTo(2);

        rig.timer.advance(Duration.ofMillis(1));
        assertThat(take()).contains(second);
        assertThat(take()).isEmpty();
        rig.timer.advance(Duration.ofSeconds(50));
        assertThat(take()).contains(first);
    }

    @Test
    void new_mail_is_looked_at_before_all_that_is_to_be_tried_again() throws Exception {
        List<String> order = new ArrayList<>();
        rig.hook(PreMailQueueMaintainDomain.POINT, (domain, now) -> order.add(domain.name()));
        for (int i = 0; i < 20; i++) {
            MailMessage message = rig.queued("a@a.test", "x@old" + i + ".test");
            assertThat(rig.queue.withdraw(message)).isTrue();
            MailMessage.State state = message.state();
            Instant at = rig.timer.clock().instant().plusSeconds(10);
            message.state(new MailMessage.State(state.recipients(), 1, at.toEpochMilli(), "451 later", null, null));
            rig.queue.restore(message);
        }
        rig.timer.runDue();
        order.clear();
        rig.timer.set(rig.timer.clock().instant().plusSeconds(10)); // all of them are due, and the shard is busy elsewhere
        rig.queued("a@a.test", "x@new.test");
        rig.timer.runDue();

        assertThat(order).startsWith("new.test").contains("old0.test", "old19.test");
    }

    @Test
    void a_timer_finds_a_message_due_at_its_first_run_though_the_clock_is_finer_than_it() throws Exception {
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        rig.timer.advance(Duration.ofNanos(300_000));
        take();
        later(message, Duration.ofMillis(20));
        rig.timer.runDue();
        int before = rig.timer.runs();
        rig.timer.advance(Duration.ofMillis(21));

        assertThat(domain().active()).isOne();
        assertThat(rig.timer.runs() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void connections_are_asked_for_by_the_number_of_due_messages_up_to_the_limit() throws Exception {
        rig.set("max_connections", 3);
        for (int i = 0; i < 11; i++) {
            rig.queued("a@a.test", "x@b.test");
        }
        rig.timer.runDue();
        assertThat(asked).hasSize(3);
        assertThat(domain().connections()).isEqualTo(3);

        rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();
        assertThat(asked).hasSize(3);
    }

    @Test
    void an_ended_connection_is_replaced_while_messages_are_due() throws Exception {
        rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();
        assertThat(asked).hasSize(1);
        rig.queue.connectionEnded(domain(), "default");
        rig.timer.runDue();

        assertThat(asked).hasSize(2);
        assertThat(domain().connections()).isOne();
    }

    @Test
    void a_refused_connection_is_asked_for_again_after_a_second() throws Exception {
        rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();
        rig.queue.connectionRefused(domain(), "default");
        rig.timer.advance(Duration.ofMillis(999));
        assertThat(asked).hasSize(1);
        rig.timer.advance(Duration.ofMillis(1));
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_limit_that_is_lifted_lets_waiting_messages_go() throws Exception {
        rig.set("max_connections", 0);
        rig.queued("a@a.test", "x@b.test");
        rig.timer.advance(Duration.ofMinutes(1));
        assertThat(asked).isEmpty();

        rig.set("max_connections", 10);
        rig.timer.advance(Duration.ofSeconds(15));
        assertThat(asked).hasSize(1);
    }

    @Test
    void an_empty_domain_is_forgotten_and_plans_nothing_more() throws Exception {
        rig.hook(SetDelayedQueueEvent.POINT, (queue, time) -> Optional.of(Scheduled.at(time.plusSeconds(5))));
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();
        DomainQueue domain = domain();
        take();
        rig.queue.done(message);
        rig.queue.connectionEnded(domain, "default");
        rig.timer.advance(Duration.ofMinutes(10));

        assertThat(rig.queue.domain("b.test")).isEmpty();
        assertThat(rig.timer.planned()).isZero();
        assertThat(rig.queue.size()).isZero();
    }

    @Test
    void a_message_that_comes_after_the_domain_was_forgotten_gets_a_new_one() throws Exception {
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        DomainQueue old = domain();
        take();
        assertThat(old.sets().closeIfEmpty()).isTrue(); // and its shard has not yet removed it
        later(message, Duration.ofSeconds(1));

        assertThat(domain()).isNotSameAs(old);
        rig.timer.advance(Duration.ofSeconds(1));
        assertThat(take()).contains(message);
    }

    @Test
    void a_held_message_is_kept_and_never_attempted() throws Exception {
        rig.hook(ValidateDataSpool.POINT, (transaction, context) -> new Verdict.Quarantine("looks odd"));
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        rig.timer.advance(Duration.ofDays(6));

        assertThat(message.place()).isEqualTo(MailMessage.Place.HELD);
        assertThat(message.state().held()).isEqualTo("looks odd");
        assertThat(rig.queue.domains()).isEmpty();
        assertThat(rig.queue.messages()).containsExactly(message);
        assertThat(asked).isEmpty();
    }

    @Test
    void flush_makes_delayed_messages_due_at_once() throws Exception {
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        take();
        later(message, Duration.ofHours(3));
        assertThat(rig.queue.flush(domain(), Optional.empty())).isOne();
        rig.timer.runDue();

        assertThat(take()).contains(message);
    }

    @Test
    void what_a_handler_keeps_counts_as_due_and_opens_connections() throws Exception {
        List<org.grapnel.hook.mail.Message> own = new ArrayList<>();
        rig.hook(MailqInsertActive.POINT, (queue, message) -> {
            own.add(message);
            return Optional.of(Inserted.INSERTED);
        });
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();

        assertThat(own).containsExactly(message);
        assertThat(domain().active()).isOne();
        assertThat(asked).hasSize(1);
        assertThat(take()).isEmpty();
        assertThat(domain().claim(binding(), message)).isTrue();
        assertThat(domain().claim(binding(), message)).isFalse();
        assertThat(domain().active()).isZero();
    }

    @Test
    void a_message_that_its_handler_never_gives_out_does_not_make_connections_spin() throws Exception {
        rig.hook(MailqInsertActive.POINT, (queue, message) -> Optional.of(Inserted.INSERTED));
        rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();
        for (int second = 0; second < 60; second++) {
            if (domain().connections() > 0) {
                rig.queue.connectionUnused(domain(), "default");
            }
            rig.timer.advance(Duration.ofSeconds(1));
        }
        assertThat(asked.size()).isBetween(2, 5);
    }

    @Test
    void a_handler_owns_a_message_that_it_takes_in_the_queues_place() throws Exception {
        rig.hook(EcMessageEnqueue.POINT, (message, time) -> Optional.of(EnqueueOutcome.OK));
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();

        assertThat(message.place()).isEqualTo(MailMessage.Place.OWNED);
        assertThat(rig.queue.domains()).isEmpty();
        assertThat(rig.stored()).containsExactly(message.number());
    }

    @Test
    void a_handler_that_can_not_take_a_message_now_is_asked_again() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        rig.hook(EcMessageEnqueue.POINT, (message, time) -> switch (calls.incrementAndGet()) {
            case 1, 2 -> Optional.of(EnqueueOutcome.ERROR);
            default -> Optional.empty();
        });
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();
        assertThat(domain().delayed()).isOne();
        rig.timer.advance(Duration.ofSeconds(15));
        assertThat(calls).hasValue(2);
        assertThat(domain().delayed()).isOne();

        rig.timer.advance(Duration.ofSeconds(15));
        assertThat(calls).hasValue(3);
        assertThat(take()).contains(message);
    }

    @Test
    void a_handler_that_plans_for_the_past_does_not_make_a_busy_loop() throws Exception {
        rig.hook(SetDelayedQueueEvent.POINT, (queue, time) -> Optional.of(Scheduled.at(time.minusSeconds(5))));
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        take();
        later(message, Duration.ofHours(1));
        rig.queue.connectionEnded(domain(), "default");
        rig.timer.runDue();
        int before = rig.timer.runs();
        rig.timer.advance(Duration.ofSeconds(10));

        assertThat(rig.timer.runs() - before).isLessThanOrEqualTo(11);
    }

    @Test
    void a_domain_that_a_handler_puts_off_is_maintained_again_later() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        rig.hook(
                MailQueueMaintainDomain.POINT,
                (domain, time) -> calls.incrementAndGet() == 1 ? Optional.of(0) : Optional.empty());
        rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();
        assertThat(asked).isEmpty();
        rig.timer.advance(Duration.ofSeconds(15));
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_handled_binding_gets_no_connections_and_is_looked_at_again() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        rig.hook(
                MailQueueMaintain.POINT,
                (domain, binding, active, time, goal, reserve) ->
                        calls.incrementAndGet() == 1 ? Optional.of(Handled.HANDLED) : Optional.empty());
        rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();
        assertThat(asked).isEmpty();
        rig.timer.advance(Duration.ofSeconds(15));
        assertThat(asked).hasSize(1);
    }

    @Test
    void the_goal_is_the_handlers_but_the_limit_is_the_configurations() throws Exception {
        rig.set("max_connections", 4);
        rig.hook(ConnectionGoal.POINT, (goal, domain, binding, active) -> goal.withWanted(9));
        rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();

        assertThat(asked).hasSize(4);
    }

    @Test
    void maintenance_is_announced_for_domains_with_due_messages_only() throws Exception {
        List<Instant> calls = new ArrayList<>();
        rig.hook(PreMailQueueMaintainDomain.POINT, (domain, time) -> calls.add(time));
        MailMessage message = rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();
        assertThat(calls).hasSize(1);
        take();
        later(message, Duration.ofMinutes(1));
        rig.queue.connectionEnded(domain(), "default");
        rig.timer.advance(Duration.ofSeconds(59));
        assertThat(calls).hasSize(1);
        rig.timer.advance(Duration.ofSeconds(1));
        assertThat(calls).hasSize(2);
    }

    @Test
    void a_waiting_connection_gets_the_next_message_and_is_not_doubled() throws Exception {
        MailMessage first = rig.queued("a@a.test", "x@b.test");
        rig.timer.runDue();
        take();
        DomainQueue domain = domain();
        List<MailMessage> got = java.util.Collections.synchronizedList(new ArrayList<>());
        Thread idle = Rig.daemon(
                () -> {
                    try {
                        domain.take(binding(), Duration.ofSeconds(20)).ifPresent(got::add);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                "idle");
        idle.start();
        org.grapnel.testkit.Await.until(
                Duration.ofSeconds(10),
                () -> domain.locked("default", BindingQueue::waiting) == 1,
                () -> "not waiting");
        MailMessage second = rig.queued("a@a.test", "x@b.test");
        idle.join(10_000);
        rig.timer.runDue();

        assertThat(got).containsExactly(second).doesNotContain(first);
        assertThat(asked).hasSize(1);
        assertThat(domain.locked("default", BindingQueue::waiting).intValue()).isZero();
    }
}
