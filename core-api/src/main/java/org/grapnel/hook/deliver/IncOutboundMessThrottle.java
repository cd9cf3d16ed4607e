package org.grapnel.hook.deliver;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a Message's delivery begins, for those who count what check_outbound_mess_throttle limits.
 *
 * <p>WHEN: when a Message's delivery begins.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (binding, domain) -> window.count(domain.name())}
 */
@Hook(
        name = "inc_outbound_mess_throttle",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "when a Message's delivery begins",
        byDefault = "the engine counts for itself")
@ConsumerType
@FunctionalInterface
public interface IncOutboundMessThrottle {
    HookPoint.Of2<IncOutboundMessThrottle, Binding, Domain, Void> POINT =
            HookPoint.observe(IncOutboundMessThrottle.class, IncOutboundMessThrottle::incOutboundMessThrottle);

    void incOutboundMessThrottle(Binding binding, Domain domain);
}
