package org.grapnel.hook.queue;

import java.time.Instant;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Last step of a Domain's maintenance: corrects the number of connections opened.
 *
 * <p>WHEN: last step of maintaining a Domain.
 *
 * <p>ANSWER: the number of connections that counts as opened, for the schedule of the next maintenance and the
 * server's limits.
 *
 * <p>THREADS: a scheduler thread; calls for one Domain never overlap, those for different Domains do. A slow handler
 * holds up the Domains of its shard.
 *
 * <p>FAILURE: the value stays as it was.
 *
 * <p>EXAMPLE: {@code (opened, domain, time) -> opened + own.openedFor(domain.name())}
 */
@Hook(
        name = "post_mail_queue_maintain_domain",
        kind = HookKind.FOLD,
        thread = HookThread.SCHEDULER,
        when = "last step of maintaining a Domain",
        byDefault = "the number that the maintenance gave")
@ConsumerType
@FunctionalInterface
public interface PostMailQueueMaintainDomain {
    HookPoint.Of3<PostMailQueueMaintainDomain, Integer, Domain, Instant, Integer> POINT =
            HookPoint.fold(PostMailQueueMaintainDomain.class, PostMailQueueMaintainDomain::postMailQueueMaintainDomain);

    int postMailQueueMaintainDomain(int opened, Domain domain, Instant time);
}
