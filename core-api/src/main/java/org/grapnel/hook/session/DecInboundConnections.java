package org.grapnel.hook.session;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a connection that was counted is about to be closed.
 *
 * <p>WHEN: once for each call of {@code inc_inbound_connections}, on every way a session can end.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the session's thread.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (type, session) -> gauge.decrement()}
 */
@Hook(
        name = "dec_inbound_connections",
        kind = HookKind.OBSERVE,
        thread = HookThread.SESSION,
        when = "once per connection, just before it is closed",
        byDefault = "the engine counts for itself")
@ConsumerType
@FunctionalInterface
public interface DecInboundConnections {
    HookPoint.Of2<DecInboundConnections, String, Session, Void> POINT =
            HookPoint.observe(DecInboundConnections.class, DecInboundConnections::decInboundConnections);

    void decInboundConnections(String connectionType, Session session);
}
