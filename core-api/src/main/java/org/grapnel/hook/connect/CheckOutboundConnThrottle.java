package org.grapnel.hook.connect;

import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says when a Domain may be connected to next.
 *
 * <p>WHEN: before a connection is initiated.
 *
 * <p>ANSWER: the time to wait for; the given time or an earlier one = now. The engine comes back at that time and asks
 * again.
 *
 * <p>THREADS: a scheduler thread; calls for one Domain never overlap, those for different Domains do. A slow handler
 * holds up the Domains of its shard.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (binding, domain, time) -> window.freeAt(domain.name(), time)}
 */
@Hook(
        name = "check_outbound_conn_throttle",
        kind = HookKind.FIRST,
        thread = HookThread.SCHEDULER,
        when = "before a connection is initiated",
        byDefault = "outbound_throttle_connections of binding and domain")
@ConsumerType
@FunctionalInterface
public interface CheckOutboundConnThrottle {
    HookPoint.Of3<CheckOutboundConnThrottle, Binding, Domain, Instant, Optional<Instant>> POINT =
            HookPoint.first(CheckOutboundConnThrottle.class, CheckOutboundConnThrottle::checkOutboundConnThrottle);

    Optional<Instant> checkOutboundConnThrottle(Binding binding, Domain domain, Instant time);
}
