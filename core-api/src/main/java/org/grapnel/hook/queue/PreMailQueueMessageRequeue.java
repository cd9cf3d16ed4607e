package org.grapnel.hook.queue;

import java.time.Instant;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.QueuedMessage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that anything goes back to its queue.
 *
 * <p>WHEN: before a QueuedMessage is requeued after a failed attempt, after pre_mailq_message_requeue.
 *
 * <p>ANSWER: none. The time is when the next attempt is due.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (message, time) -> retries.record(message.id(), message.attempts(), time)}
 */
@Hook(
        name = "pre_mail_queue_message_requeue",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "before a QueuedMessage is requeued after a failed attempt, after pre_mailq_message_requeue",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PreMailQueueMessageRequeue {
    HookPoint.Of2<PreMailQueueMessageRequeue, QueuedMessage, Instant, Void> POINT =
            HookPoint.observe(PreMailQueueMessageRequeue.class, PreMailQueueMessageRequeue::preMailQueueMessageRequeue);

    void preMailQueueMessageRequeue(QueuedMessage message, Instant time);
}
