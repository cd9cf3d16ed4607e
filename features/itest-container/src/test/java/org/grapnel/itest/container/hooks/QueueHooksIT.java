package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.QueuedMessage;
import org.grapnel.hook.queue.EcMessageEnqueue;
import org.grapnel.hook.queue.EcMessageSetNextAttempt;
import org.grapnel.hook.queue.EnqueueOutcome;
import org.grapnel.hook.queue.GetMsgExpirationParams;
import org.grapnel.hook.queue.Inserted;
import org.grapnel.hook.queue.MailQueueGetNextActive;
import org.grapnel.hook.queue.MailQueueInsertActive;
import org.grapnel.hook.queue.MailqGetNextActive;
import org.grapnel.hook.queue.MailqInsertActive;
import org.grapnel.hook.queue.OwnedMessages;
import org.grapnel.hook.queue.PreMailQueueMessageRequeue;
import org.grapnel.hook.queue.PreMailqMessageRequeue;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Stage;
import org.junit.Test;

public class QueueHooksIT extends QueueStory {
    private final List<String> calls = new CopyOnWriteArrayList<>();

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
        OwnedMessages owned = service(OwnedMessages.class);
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
    public void what_a_handler_owns_is_offered_to_it_again_at_the_next_start_and_leaves_no_orphan() throws Exception {
        List<String> offered = new CopyOnWriteArrayList<>();
        handler(EcMessageEnqueue.class, (message, time) -> {
            offered.add(message.id());
            return Optional.of(EnqueueOutcome.OK);
        });
        send("x@kept.test", "owned over a restart");
        String id = awaitPlace("kept.test", "owned").path("id").asText();
        restartEngine();
        awaitPlace("kept.test", "owned");
        assertThat(offered).containsExactly(id, id);

        OwnedMessages owned = service(OwnedMessages.class);
        owned.finish(owned.all().get(0), "went by another way");
        Await.until(PATIENCE, () -> ask("spool:status").path("messages").asInt() == 0, () -> "an orphan in the spool");
        restartEngine();
        assertThat(queued("")).isEmpty();
        assertThat(offered).hasSize(2);
        assertThat(receiver.count()).isZero();
    }
}
