package org.grapnel.hook.queue;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.connect.OutboundConnection;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.QueuedMessage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses what a connection sends next, of anything the queue holds.
 *
 * <p>WHEN: when a connection is ready and mailq_get_next_active gave no answer.
 *
 * <p>ANSWER: something due of that Domain and Binding. One that is being delivered or is gone is logged as an error
 * and counts as no answer.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer: the engine chooses.
 *
 * <p>EXAMPLE: {@code (domain, binding, connection) -> kept.pollFirst(domain.name())}
 */
@Hook(
        name = "mail_queue_get_next_active",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "when a connection is ready and mailq_get_next_active gave no answer",
        byDefault = "head of the active set, else idle pool or sibling domain")
@ConsumerType
@FunctionalInterface
public interface MailQueueGetNextActive {
    HookPoint.Of3<MailQueueGetNextActive, Domain, Binding, OutboundConnection, Optional<QueuedMessage>> POINT =
            HookPoint.first(MailQueueGetNextActive.class, MailQueueGetNextActive::mailQueueGetNextActive);

    Optional<QueuedMessage> mailQueueGetNextActive(Domain domain, Binding binding, OutboundConnection connection);
}
