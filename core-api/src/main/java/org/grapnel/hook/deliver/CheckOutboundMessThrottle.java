package org.grapnel.hook.deliver;

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
 * Says when a Message may be sent to a Domain next.
 *
 * <p>WHEN: before a Message is sent.
 *
 * <p>ANSWER: the time to wait for; the given time or an earlier one = now. The engine comes back at that time and asks
 * again.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (binding, domain, time) -> window.freeAt(domain.name(), time)}
 */
@Hook(
        name = "check_outbound_mess_throttle",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "before a Message is sent",
        byDefault = "outbound_throttle_messages of binding and domain")
@ConsumerType
@FunctionalInterface
public interface CheckOutboundMessThrottle {
    HookPoint.Of3<CheckOutboundMessThrottle, Binding, Domain, Instant, Optional<Instant>> POINT =
            HookPoint.first(CheckOutboundMessThrottle.class, CheckOutboundMessThrottle::checkOutboundMessThrottle);

    Optional<Instant> checkOutboundMessThrottle(Binding binding, Domain domain, Instant time);
}
