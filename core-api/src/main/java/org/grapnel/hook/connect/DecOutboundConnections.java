package org.grapnel.hook.connect;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a counted outbound connection is about to be closed.
 *
 * <p>WHEN: once for each call of {@code inc_outbound_connections}, just before the connection is closed, on every way
 * it can end.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code connection -> gauge.decrement(connection.host().name())}
 */
@Hook(
        name = "dec_outbound_connections",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "just before an outbound connection is closed",
        byDefault = "the engine counts for itself")
@ConsumerType
@FunctionalInterface
public interface DecOutboundConnections {
    HookPoint.Of1<DecOutboundConnections, OutboundConnection, Void> POINT =
            HookPoint.observe(DecOutboundConnections.class, DecOutboundConnections::decOutboundConnections);

    void decOutboundConnections(OutboundConnection connection);
}
