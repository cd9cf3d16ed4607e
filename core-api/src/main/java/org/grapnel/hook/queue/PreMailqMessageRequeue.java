package org.grapnel.hook.queue;

import java.time.Instant;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a Message goes back to its queue.
 *
 * <p>WHEN: before a Message is requeued after a failed attempt.
 *
 * <p>ANSWER: none. The time is when the next attempt is due.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (message, time) -> metrics.count("requeued", message.routingDomain())}
 */
@Hook(
        name = "pre_mailq_message_requeue",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "before a Message is requeued after a failed attempt",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PreMailqMessageRequeue {
    HookPoint.Of2<PreMailqMessageRequeue, Message, Instant, Void> POINT =
            HookPoint.observe(PreMailqMessageRequeue.class, PreMailqMessageRequeue::preMailqMessageRequeue);

    void preMailqMessageRequeue(Message message, Instant time);
}
