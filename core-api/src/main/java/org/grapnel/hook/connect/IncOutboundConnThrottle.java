package org.grapnel.hook.connect;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a connection is being initiated, for those who count what check_outbound_conn_throttle limits.
 *
 * <p>WHEN: when a connection is initiated.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: a scheduler thread; calls for one Domain never overlap, those for different Domains do. A slow handler
 * holds up the Domains of its shard.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (binding, domain) -> window.count(domain.name())}
 */
@Hook(
        name = "inc_outbound_conn_throttle",
        kind = HookKind.OBSERVE,
        thread = HookThread.SCHEDULER,
        when = "when a connection is initiated",
        byDefault = "the engine counts for itself")
@ConsumerType
@FunctionalInterface
public interface IncOutboundConnThrottle {
    HookPoint.Of2<IncOutboundConnThrottle, Binding, Domain, Void> POINT =
            HookPoint.observe(IncOutboundConnThrottle.class, IncOutboundConnThrottle::incOutboundConnThrottle);

    void incOutboundConnThrottle(Binding binding, Domain domain);
}
