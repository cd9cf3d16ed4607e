package org.grapnel.hook.connect;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a connection did not come about.
 *
 * <p>WHEN: each time a Host could not be connected to, and when a Domain has no Host to connect to: then the address
 * is empty.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (address, kinds, domain, binding, time) -> { if (kinds.contains(ConnectionFailure.BIND))
 * alarm.raise(binding.name()); }}
 */
@Hook(
        name = "log_client_connection_failure",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "connection failed (no MX, null MX, prohibited address, bind, connect, network, time-out, limit)",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface LogClientConnectionFailure {
    HookPoint.Of5<
                    LogClientConnectionFailure,
                    Optional<InetSocketAddress>,
                    Set<ConnectionFailure>,
                    Domain,
                    Binding,
                    Instant,
                    Void>
            POINT = HookPoint.observe(
                    LogClientConnectionFailure.class, LogClientConnectionFailure::logClientConnectionFailure);

    void logClientConnectionFailure(
            Optional<InetSocketAddress> address,
            Set<ConnectionFailure> kinds,
            Domain domain,
            Binding binding,
            Instant time);
}
