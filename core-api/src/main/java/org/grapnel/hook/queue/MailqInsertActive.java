package org.grapnel.hook.queue;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.MailQueue;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps a Message that became due, in place of its active set.
 *
 * <p>WHEN: when a Message becomes due.
 *
 * <p>ANSWER: INSERTED = the handler keeps it and gives it out at {@code mailq_get_next_active}; the engine goes on
 * counting it as active.
 *
 * <p>THREADS: a scheduler thread; calls for one Domain never overlap, those for different Domains do. A slow handler
 * holds up the Domains of its shard.
 *
 * <p>FAILURE: counts as no answer: the engine inserts it.
 *
 * <p>EXAMPLE: {@code (queue, message) -> { byCampaign.add(message); return Optional.of(Inserted.INSERTED); }}
 */
@Hook(
        name = "mailq_insert_active",
        kind = HookKind.FIRST,
        thread = HookThread.SCHEDULER,
        when = "when a Message becomes due",
        byDefault = "mail_queue_insert_active is asked, then it enters the active set of its binding")
@ConsumerType
@FunctionalInterface
public interface MailqInsertActive {
    HookPoint.Of2<MailqInsertActive, MailQueue, Message, Optional<Inserted>> POINT =
            HookPoint.first(MailqInsertActive.class, MailqInsertActive::mailqInsertActive);

    Optional<Inserted> mailqInsertActive(MailQueue queue, Message message);
}
