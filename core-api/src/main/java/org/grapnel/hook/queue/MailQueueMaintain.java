package org.grapnel.hook.queue;

import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.Handled;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Maintains one Binding of a Domain in place of the engine.
 *
 * <p>WHEN: once for each Binding of a Domain whose active set is not empty, within the engine's maintenance.
 *
 * <p>ANSWER: HANDLED = the engine opens nothing for this Binding now. Reserve is how many connections the process may
 * still open.
 *
 * <p>THREADS: a scheduler thread; calls for one Domain never overlap, those for different Domains do. A slow handler
 * holds up the Domains of its shard.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (domain, binding, active, time, goal, reserve) -> warmup.spent(binding.name()) ?
 * Optional.of(Handled.HANDLED) : Optional.empty()}
 */
@Hook(
        name = "__mail_queue_maintain",
        kind = HookKind.FIRST,
        thread = HookThread.SCHEDULER,
        when = "per binding within maintenance, when its active set is not empty",
        byDefault = "opens connections until the goal is met, the reserve is used up, or a limit or throttle says stop")
@ConsumerType
@FunctionalInterface
public interface MailQueueMaintain {
    HookPoint.Of6<MailQueueMaintain, Domain, Binding, QueueSet, Instant, ConnectionTarget, Integer, Optional<Handled>>
            POINT = HookPoint.first(MailQueueMaintain.class, MailQueueMaintain::mailQueueMaintain);

    Optional<Handled> mailQueueMaintain(
            Domain domain, Binding binding, QueueSet active, Instant time, ConnectionTarget goal, int reserve);
}
