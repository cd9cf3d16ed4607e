package org.grapnel.hook.session;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a connection was accepted and counted.
 *
 * <p>WHEN: once per connection that {@code validate_accept} let in, before its banner.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (type, session) -> gauge.increment()}
 */
@Hook(
        name = "inc_inbound_connections",
        kind = HookKind.OBSERVE,
        thread = HookThread.SESSION,
        when = "once per accepted connection",
        byDefault = "the engine counts for itself")
@ConsumerType
@FunctionalInterface
public interface IncInboundConnections {
    HookPoint.Of2<IncInboundConnections, String, Session, Void> POINT =
            HookPoint.observe(IncInboundConnections.class, IncInboundConnections::incInboundConnections);

    void incInboundConnections(String connectionType, Session session);
}
