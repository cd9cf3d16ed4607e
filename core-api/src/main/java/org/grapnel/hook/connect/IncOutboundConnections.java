package org.grapnel.hook.connect;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that an outbound connection is counted.
 *
 * <p>WHEN: after a connection was established.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code connection -> gauge.increment(connection.host().name())}
 */
@Hook(
        name = "inc_outbound_connections",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "after a connection was established",
        byDefault = "the engine counts for itself")
@ConsumerType
@FunctionalInterface
public interface IncOutboundConnections {
    HookPoint.Of1<IncOutboundConnections, OutboundConnection, Void> POINT =
            HookPoint.observe(IncOutboundConnections.class, IncOutboundConnections::incOutboundConnections);

    void incOutboundConnections(OutboundConnection connection);
}
