package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.grapnel.hook.Handled;
import org.grapnel.hook.log.LogAttemptV1;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.QueuedMessage;
import org.grapnel.hook.queue.ConnectionGoal;
import org.grapnel.hook.queue.DomainRequiresMasterScheduler;
import org.grapnel.hook.queue.EcMessageEnqueue;
import org.grapnel.hook.queue.EcMessageSetNextAttempt;
import org.grapnel.hook.queue.EnqueueOutcome;
import org.grapnel.hook.queue.GetMsgExpirationParams;
import org.grapnel.hook.queue.Inserted;
import org.grapnel.hook.queue.MailQueueGetNextActive;
import org.grapnel.hook.queue.MailQueueInsertActive;
import org.grapnel.hook.queue.MailQueueMaintain;
import org.grapnel.hook.queue.MailQueueMaintainDomain;
import org.grapnel.hook.queue.MailqGetNextActive;
import org.grapnel.hook.queue.MailqInsertActive;
import org.grapnel.hook.queue.OwnedMessages;
import org.grapnel.hook.queue.PostMailQueueMaintainDomain;
import org.grapnel.hook.queue.PreMailQueueMaintainDomain;
import org.grapnel.hook.queue.PreMailQueueMessageRequeue;
import org.grapnel.hook.queue.PreMailqMessageRequeue;
import org.grapnel.hook.queue.Scheduled;
import org.grapnel.hook.queue.SetDelayedQueueEvent;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Reaction;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.SmtpProbe;
import org.grapnel.testkit.Stage;
import org.junit.Test;

public class QueueHooksIT extends HookStory {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    private void send(String recipient, String subject) throws IOException {
        try (SmtpProbe probe = session()) {
            probe.mail("s@a.test", List.of(recipient), "From: <s@a.test>\nSubject: " + subject + "\n\nA line.\n")
                    .expect(250);
            probe.command("QUIT").expect(221);
        }
    }

    private JsonNode queued(String domain) {
        return ask("queue:list " + domain);
    }

    private void awaitGone(String domain) {
        Await.until(PATIENCE, () -> queued(domain).isEmpty(), () -> "still there: " + queued(domain));
    }

    private JsonNode awaitPlace(String domain, String place) {
        return Await.value(
                PATIENCE,
                () -> Optional.of(queued(domain).path(0))
                        .filter(row -> row.path("place").asText().equals(place)),
                () -> "not " + place + ": " + queued(domain));
    }

    @Test
    public void the_twins_are_asked_in_order_when_a_message_becomes_due_and_when_a_connection_is_ready()
            throws Exception {
        ConcurrentLinkedQueue<QueuedMessage> own = new ConcurrentLinkedQueue<>();
        handler(MailqInsertActive.class, (queue, message) -> {
            calls.add("mailq_insert_active");
            return Optional.empty();
        });
        handler(MailQueueInsertActive.class, (queue, message) -> {
            calls.add("mail_queue_insert_active");
            own.add(message);
            return Optional.of(Inserted.INSERTED);
        });
        handler(MailqGetNextActive.class, (domain, binding, connection) -> {
            calls.add("mailq_get_next_active");
            return Optional.empty();
        });
        handler(MailQueueGetNextActive.class, (domain, binding, connection) -> {
            calls.add("mail_queue_get_next_active");
            return Optional.ofNullable(own.poll());
        });
        send("x@twins.test", "kept and given out");

        receiver.awaitSubject("kept and given out", PATIENCE);
        assertThat(calls)
                .startsWith(
                        "mailq_insert_active",
                        "mail_queue_insert_active",
                        "mailq_get_next_active",
                        "mail_queue_get_next_active");
        awaitGone("twins.test");
        assertThat(receiver.count()).isEqualTo(1);
    }

    @Test
    public void a_failed_attempt_asks_for_its_next_time_announces_it_to_both_twins_and_hands_the_message_over_again()
            throws Exception {
        receiver.rule(Rule.at(Stage.RCPT).first(1).reply(451, "4.7.1 later"));
        handler(EcMessageEnqueue.class, (message, time) -> {
            calls.add("ec_message_enqueue " + message.attempts());
            return Optional.empty();
        });
        handler(PreMailqMessageRequeue.class, (message, time) -> calls.add("pre_mailq_message_requeue"));
        handler(PreMailQueueMessageRequeue.class, (message, time) -> calls.add("pre_mail_queue_message_requeue"));
        handler(EcMessageSetNextAttempt.class, (message, time) -> {
            calls.add("ec_message_set_next_attempt");
            return Optional.of(time.plusMillis(50));
        });
        send("x@requeue.test", "second time");

        receiver.awaitSubject("second time", PATIENCE);
        awaitGone("requeue.test");
        assertThat(calls)
                .containsExactly(
                        "ec_message_enqueue 0",
                        "ec_message_set_next_attempt",
                        "pre_mailq_message_requeue",
                        "pre_mail_queue_message_requeue",
                        "ec_message_enqueue 1");
    }

    @Test
    public void expiration_params_of_a_handler_give_a_message_up() throws Exception {
        receiver.rule(Rule.at(Stage.RCPT).argument("x@expired.test").reply(451, "4.7.1 never"));
        handler(GetMsgExpirationParams.class, (params, message) -> params.withExpiry(Duration.ZERO));
        send("x@expired.test", "too late");

        awaitGone("expired.test");
        receiver.awaitMails(1, PATIENCE);
        assertThat(receiver.mails().get(0).envelope().addresses()).containsExactly("s@a.test");
    }

    @Test
    public void a_handler_owns_a_message_until_it_gives_it_back_or_finishes_it() throws Exception {
        OwnedMessages owned = context.getService(context.getServiceReference(OwnedMessages.class));
        handler(EcMessageEnqueue.class, (message, time) -> Optional.of(EnqueueOutcome.OK));
        send("x@owned.test", "given back");
        awaitPlace("owned.test", "owned");
        send("y@owned.test", "finished");
        Await.until(PATIENCE, () -> owned.all().size() == 2, () -> owned.all().toString());
        for (Message message : owned.all()) {
            if (message.recipients().get(0).toString().equals("x@owned.test")) {
                owned.giveBack(message, Instant.now());
            } else {
                owned.finish(message, "went by another way");
            }
        }

        receiver.awaitSubject("given back", PATIENCE);
        awaitGone("owned.test");
        assertThat(receiver.count()).isEqualTo(1);
        assertThat(owned.all()).isEmpty();
        Await.until(
                PATIENCE,
                () -> ask("spool:status").path("messages").asInt() == 0,
                () -> "orphans in the spool: " + ask("spool:status"));
    }

    @Test
    public void the_first_shard_maintains_the_domains_that_a_handler_wants_there_one_after_the_other()
            throws Exception {
        String busy = nameOnShard(0, "busy");
        String pinned = nameOnShard(1, "pinned");
        String free = nameOnShard(1, "free");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        handler(
                DomainRequiresMasterScheduler.class,
                domain -> domain.equals(pinned) ? Optional.of(true) : Optional.empty());
        handler(PreMailQueueMaintainDomain.class, (domain, time) -> {
            if (domain.name().equals(busy)) {
                begun.countDown();
                try {
                    gate.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        send("x@" + busy, "busy");
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        send("x@" + pinned, "pinned"); // by its name it would go with the next one
        send("x@" + free, "free");

        receiver.awaitSubject("free", PATIENCE);
        assertThat(receiver.mails().stream().map(ReceivedMail::subject).toList())
                .containsExactly("free");
        gate.countDown();
        receiver.awaitSubject("pinned", PATIENCE);
        receiver.awaitSubject("busy", PATIENCE);
    }

    /** A domain that belongs to that one of the two shards, where nobody says otherwise. */
    private static String nameOnShard(int shard, String begin) {
        for (int i = 0; ; i++) {
            String name = begin + i + ".test";
            if (Math.floorMod(name.hashCode(), 2) == shard) {
                return name;
            }
        }
    }

    @Test
    public void a_handler_plans_the_next_look_at_delayed_messages() throws Exception {
        receiver.rule(Rule.at(Stage.RCPT).first(1).reply(451, "4.7.1 later"));
        List<Instant> attempts = new CopyOnWriteArrayList<>();
        List<Integer> delayed = new CopyOnWriteArrayList<>();
        Instant planned = Instant.now().plusSeconds(4);
        handler(LogAttemptV1.class, (message, domain, time, note) -> attempts.add(time));
        handler(EcMessageSetNextAttempt.class, (message, time) -> Optional.of(time.plusMillis(10)));
        handler(SetDelayedQueueEvent.class, (queue, time) -> {
            delayed.add(queue.delayed(binding()));
            return Optional.of(time.isBefore(planned) ? Scheduled.at(planned) : Scheduled.never());
        });
        send("x@planned.test", "when the handler says");

        receiver.awaitSubject("when the handler says", PATIENCE);
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(1)).isAfterOrEqualTo(planned); // 10 ms after the first without the handler
        assertThat(delayed).contains(1);
    }

    private static Binding binding() {
        return new Binding() {
            @Override
            public String name() {
                return Binding.DEFAULT;
            }

            @Override
            public Optional<String> group() {
                return Optional.empty();
            }

            @Override
            public Optional<java.net.InetAddress> localAddress() {
                return Optional.empty();
            }

            @Override
            public String ehloName() {
                return "mx.container.test";
            }
        };
    }

    @Test
    public void a_handler_sets_the_goal_of_connections() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        receiver.rule(Rule.at(Stage.END).react(Reaction.held(gate, PATIENCE, Reaction.accept())));
        handler(ConnectionGoal.class, (goal, domain, binding, active) -> goal.withWanted(4));
        send("x@goal.test", "one");

        Await.until(PATIENCE, () -> receiver.mostOpenConnections() > 0, () -> "no connection");
        assertThat(Await.value(
                        PATIENCE,
                        () -> Optional.of(ask("queue:summary goal.test").path(0))
                                .filter(row -> row.path("delivering").asInt() == 1),
                        () -> ask("queue:summary").toString()))
                .isNotNull();
        for (int i = 0; i < 3; i++) {
            send("x@goal.test", "more"); // four for four messages: without the handler there would be one
        }
        Await.until(
                PATIENCE,
                () -> receiver.mostOpenConnections() == 4,
                () -> "most open connections: " + receiver.mostOpenConnections());
        gate.countDown();
        receiver.awaitMails(4, PATIENCE);
    }

    @Test
    public void a_handler_puts_off_a_domain_and_its_neighbours_see_what_was_opened() throws Exception {
        AtomicBoolean paused = new AtomicBoolean(true);
        List<Integer> opened = new CopyOnWriteArrayList<>();
        handler(
                MailQueueMaintainDomain.class,
                (domain, time) ->
                        domain.name().equals("paused.test") && paused.get() ? Optional.of(0) : Optional.empty());
        handler(PostMailQueueMaintainDomain.class, (count, domain, time) -> {
            opened.add(count);
            return count;
        });
        send("x@paused.test", "paused");
        send("x@going.test", "going");

        receiver.awaitSubject("going", PATIENCE);
        awaitPlace("paused.test", "active");
        assertThat(opened).contains(0, 1);
        paused.set(false);
        ask("queue:flush paused.test");
        receiver.awaitSubject("paused", PATIENCE);
    }

    @Test
    public void a_handler_maintains_a_binding_in_the_engines_place() throws Exception {
        AtomicBoolean spent = new AtomicBoolean(true);
        handler(MailQueueMaintain.class, (domain, binding, active, time, goal, reserve) -> {
            calls.add(binding.name() + " " + active.size() + " of " + goal.wanted() + ", reserve " + reserve);
            return spent.get() ? Optional.of(Handled.HANDLED) : Optional.empty();
        });
        send("x@warmup.test", "warm-up");

        awaitPlace("warmup.test", "active");
        Await.until(PATIENCE, () -> !calls.isEmpty(), () -> "not asked");
        assertThat(calls.get(0)).isEqualTo("default 1 of 1, reserve 10");
        assertThat(receiver.connections()).isZero();
        spent.set(false);
        ask("queue:flush warmup.test");
        receiver.awaitSubject("warm-up", PATIENCE);
    }
}
