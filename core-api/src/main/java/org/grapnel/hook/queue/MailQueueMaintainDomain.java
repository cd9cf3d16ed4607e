package org.grapnel.hook.queue;

import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Maintains a Domain in place of the engine.
 *
 * <p>WHEN: second step of maintaining a Domain with due Messages.
 *
 * <p>ANSWER: how many connections were opened, 0 or more; 0 also puts the Domain off until its next maintenance.
 *
 * <p>THREADS: a scheduler thread; calls for one Domain never overlap, those for different Domains do. A slow handler
 * holds up the Domains of its shard.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (domain, time) -> paused(domain.name(), time) ? Optional.of(0) : Optional.empty()}
 */
@Hook(
        name = "mail_queue_maintain_domain",
        kind = HookKind.FIRST,
        thread = HookThread.SCHEDULER,
        when = "when a Domain with due Messages is maintained; replaces the engine's maintenance",
        byDefault = "per binding: connection goal, limits, throttles, new connections")
@ConsumerType
@FunctionalInterface
public interface MailQueueMaintainDomain {
    HookPoint.Of2<MailQueueMaintainDomain, Domain, Instant, Optional<Integer>> POINT =
            HookPoint.first(MailQueueMaintainDomain.class, MailQueueMaintainDomain::mailQueueMaintainDomain);

    Optional<Integer> mailQueueMaintainDomain(Domain domain, Instant time);
}
