package org.grapnel.hook.connect;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a connection was established.
 *
 * <p>WHEN: when an outbound connection was established, before its banner is read.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (address, domain, binding, time) -> log.info("connected {} for {}", address, domain.name())}
 */
@Hook(
        name = "log_client_connection_success",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "connection established",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface LogClientConnectionSuccess {
    HookPoint.Of4<LogClientConnectionSuccess, InetSocketAddress, Domain, Binding, Instant, Void> POINT =
            HookPoint.observe(LogClientConnectionSuccess.class, LogClientConnectionSuccess::logClientConnectionSuccess);

    void logClientConnectionSuccess(InetSocketAddress address, Domain domain, Binding binding, Instant time);
}
