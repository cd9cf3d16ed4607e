package org.grapnel.hook.queue;

import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.MailQueue;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Plans the next maintenance of a queue.
 *
 * <p>WHEN: when the next maintenance of a queue is planned.
 *
 * <p>ANSWER: when the queue is maintained next, or that nothing is planned. The given time is now.
 *
 * <p>THREADS: a scheduler thread; calls for one Domain never overlap, those for different Domains do. A slow handler
 * holds up the Domains of its shard.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (queue, time) -> night(time) ? Optional.of(Scheduled.at(morning(time))) : Optional.empty()}
 */
@Hook(
        name = "set_delayed_queue_event",
        kind = HookKind.FIRST,
        thread = HookThread.SCHEDULER,
        when = "when the next maintenance of a queue is planned",
        byDefault =
                "after delayed_queue_scan_interval, at the next attempt if that is sooner, never when the queue is empty")
@ConsumerType
@FunctionalInterface
public interface SetDelayedQueueEvent {
    HookPoint.Of2<SetDelayedQueueEvent, MailQueue, Instant, Optional<Scheduled>> POINT =
            HookPoint.first(SetDelayedQueueEvent.class, SetDelayedQueueEvent::setDelayedQueueEvent);

    Optional<Scheduled> setDelayedQueueEvent(MailQueue queue, Instant time);
}
