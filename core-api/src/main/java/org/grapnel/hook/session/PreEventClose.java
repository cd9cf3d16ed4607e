package org.grapnel.hook.session;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a socket is about to be closed.
 *
 * <p>WHEN: just before any inbound or outbound socket is closed, by whichever side and for whatever reason; once for
 * each socket.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that closes: the session's, the outbound connection's, or the one that ends the process.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code connection -> trace.close(connection.id())}
 */
@Hook(
        name = "pre_event_close",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "just before any inbound or outbound socket is closed",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PreEventClose {
    HookPoint.Of1<PreEventClose, Connection, Void> POINT =
            HookPoint.observe(PreEventClose.class, PreEventClose::preEventClose);

    void preEventClose(Connection connection);
}
