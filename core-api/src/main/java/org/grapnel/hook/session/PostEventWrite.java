package org.grapnel.hook.session;

import org.grapnel.hook.Bytes;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Shows what was written to a traced connection.
 *
 * <p>WHEN: after each socket write of a connection that is traced, inbound or outbound; several replies may leave in
 * one write (RFC 2920).
 *
 * <p>ANSWER: none. Credentials are among the bytes: keep them out of files that others read.
 *
 * <p>THREADS: the thread that writes: that of the session or of the outbound connection. Calls for one connection
 * never overlap.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (connection, bytes) -> trace.append("-> " + bytes.text())}
 */
@Hook(
        name = "post_event_write",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "after each socket write of a traced connection",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PostEventWrite {
    HookPoint.Of2<PostEventWrite, Connection, Bytes, Void> POINT =
            HookPoint.observe(PostEventWrite.class, PostEventWrite::postEventWrite);

    void postEventWrite(Connection connection, Bytes bytes);
}
