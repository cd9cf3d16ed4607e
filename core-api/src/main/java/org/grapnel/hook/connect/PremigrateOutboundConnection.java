package org.grapnel.hook.connect;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that an open connection is about to serve another Domain.
 *
 * <p>WHEN: before an idle connection is handed from one Domain to a sibling whose exchanger is the same Host; {@code
 * connection.domain()} is still the former.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (connection, from, to) -> perDomain.move(connection.id(), from.name(), to.name())}
 */
@Hook(
        name = "premigrate_outbound_connection",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "before an open connection is handed to a sibling Domain that shares the exchanger",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PremigrateOutboundConnection {
    HookPoint.Of3<PremigrateOutboundConnection, OutboundConnection, Domain, Domain, Void> POINT = HookPoint.observe(
            PremigrateOutboundConnection.class, PremigrateOutboundConnection::premigrateOutboundConnection);

    void premigrateOutboundConnection(OutboundConnection connection, Domain from, Domain to);
}
