package org.grapnel.hook.queue;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.MailQueue;
import org.grapnel.hook.mail.QueuedMessage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps anything that became due, in place of its active set.
 *
 * <p>WHEN: when a QueuedMessage becomes due and mailq_insert_active gave no answer.
 *
 * <p>ANSWER: INSERTED = the handler keeps it and gives it out at {@code mail_queue_get_next_active}; the engine goes
 * on counting it as active.
 *
 * <p>THREADS: a scheduler thread; calls for one Domain never overlap, those for different Domains do. A slow handler
 * holds up the Domains of its shard.
 *
 * <p>FAILURE: counts as no answer: the engine inserts it.
 *
 * <p>EXAMPLE: {@code (queue, message) -> message.priority() < 2 ? Optional.of(keep(message)) : Optional.empty()}
 */
@Hook(
        name = "mail_queue_insert_active",
        kind = HookKind.FIRST,
        thread = HookThread.SCHEDULER,
        when = "when a QueuedMessage becomes due and mailq_insert_active gave no answer",
        byDefault = "the active set of its binding")
@ConsumerType
@FunctionalInterface
public interface MailQueueInsertActive {
    HookPoint.Of2<MailQueueInsertActive, MailQueue, QueuedMessage, Optional<Inserted>> POINT =
            HookPoint.first(MailQueueInsertActive.class, MailQueueInsertActive::mailQueueInsertActive);

    Optional<Inserted> mailQueueInsertActive(MailQueue queue, QueuedMessage message);
}
