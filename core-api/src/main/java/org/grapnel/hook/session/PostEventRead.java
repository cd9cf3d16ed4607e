package org.grapnel.hook.session;

import org.grapnel.hook.Bytes;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Shows what was read from a traced connection.
 *
 * <p>WHEN: after each socket read of a connection that is traced, inbound or outbound. Which ones are is configured or
 * commanded; all others cost nothing. Under TLS the bytes are those of the dialogue, not of the records.
 *
 * <p>ANSWER: none. Credentials are among the bytes: keep them out of files that others read.
 *
 * <p>THREADS: the thread that reads: that of the session or of the outbound connection. Calls for one connection never
 * overlap.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (connection, bytes) -> trace.append("<- " + bytes.text())}
 */
@Hook(
        name = "post_event_read",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "after each socket read of a traced connection",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PostEventRead {
    HookPoint.Of2<PostEventRead, Connection, Bytes, Void> POINT =
            HookPoint.observe(PostEventRead.class, PostEventRead::postEventRead);

    void postEventRead(Connection connection, Bytes bytes);
}
