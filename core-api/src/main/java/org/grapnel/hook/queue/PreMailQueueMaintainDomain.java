package org.grapnel.hook.queue;

import java.time.Instant;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a Domain's queues are about to be maintained.
 *
 * <p>WHEN: first step of maintaining a Domain with due Messages.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: a scheduler thread; calls for one Domain never overlap, those for different Domains do. A slow handler
 * holds up the Domains of its shard.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (domain, time) -> quota.refill(domain.name(), time)}
 */
@Hook(
        name = "pre_mail_queue_maintain_domain",
        kind = HookKind.OBSERVE,
        thread = HookThread.SCHEDULER,
        when = "first step of maintaining a Domain with due Messages",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PreMailQueueMaintainDomain {
    HookPoint.Of2<PreMailQueueMaintainDomain, Domain, Instant, Void> POINT =
            HookPoint.observe(PreMailQueueMaintainDomain.class, PreMailQueueMaintainDomain::preMailQueueMaintainDomain);

    void preMailQueueMaintainDomain(Domain domain, Instant time);
}
