package org.grapnel.hook.spool;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Shows each Message that a start finds in the spool.
 *
 * <p>WHEN: each Message found in the spool at start-up, before it enters its queue.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the reading threads of the start-up; several at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code message -> backlog.add(message.routingDomain())}
 */
@Hook(
        name = "disk_queue_core_inject",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "each Message found in the spool at start-up, before it enters its queue",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface DiskQueueCoreInject {
    HookPoint.Of1<DiskQueueCoreInject, Message, Void> POINT =
            HookPoint.observe(DiskQueueCoreInject.class, DiskQueueCoreInject::diskQueueCoreInject);

    void diskQueueCoreInject(Message message);
}
