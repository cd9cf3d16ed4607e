package org.grapnel.hook.queue;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether a Domain must be scheduled on the first shard.
 *
 * <p>WHEN: when a Domain is assigned to a scheduler shard.
 *
 * <p>ANSWER: true = the first shard, where calls are serial across all such Domains; false = any shard. Asked once, as
 * long as the Domain has Messages.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code domain -> Optional.of(sharedLimit.covers(domain))}
 */
@Hook(
        name = "domain_requires_master_scheduler",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when a Domain is assigned to a scheduler shard",
        byDefault = "no: the shard is chosen by the Domain's name")
@ConsumerType
@FunctionalInterface
public interface DomainRequiresMasterScheduler {
    HookPoint.Of1<DomainRequiresMasterScheduler, String, Optional<Boolean>> POINT = HookPoint.first(
            DomainRequiresMasterScheduler.class, DomainRequiresMasterScheduler::domainRequiresMasterScheduler);

    Optional<Boolean> domainRequiresMasterScheduler(String domain);
}
