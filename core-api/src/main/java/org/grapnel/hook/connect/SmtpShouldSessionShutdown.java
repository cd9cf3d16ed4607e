package org.grapnel.hook.connect;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether a connection is closed after a delivery.
 *
 * <p>WHEN: after each mail transaction on an outbound connection, before the next Message is looked for.
 *
 * <p>ANSWER: true = QUIT and close; false = the connection goes on, past the configured limit as well. A broken
 * connection is closed in any case.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code delivery -> delivery.lastReply().filter(r -> r.code() == 421).map(r -> true)}
 */
@Hook(
        name = "smtp_should_session_shutdown",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "after each delivery attempt",
        byDefault = "closed after max_deliveries_per_connection, or when the connection is broken")
@ConsumerType
@FunctionalInterface
public interface SmtpShouldSessionShutdown {
    HookPoint.Of1<SmtpShouldSessionShutdown, Delivery, Optional<Boolean>> POINT =
            HookPoint.first(SmtpShouldSessionShutdown.class, SmtpShouldSessionShutdown::smtpShouldSessionShutdown);

    Optional<Boolean> smtpShouldSessionShutdown(Delivery delivery);
}
