package org.grapnel.hook.deliver;

import java.io.InputStream;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes the body of a Message on its way out.
 *
 * <p>WHEN: just before the content is sent, once for each attempt. The header block has gone through already; the
 * stream is what stands after the empty line.
 *
 * <p>ANSWER: the stream to send; lines must end with CRLF. Dots are stuffed afterwards. Wrap the stream rather than
 * read it: a body may be large. The engine closes what comes out, a wrapper closes what it wraps.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: the stream stays as it was; one that fails while it is read is a transient failure of the Message.
 *
 * <p>EXAMPLE: {@code (body, message) -> new SequenceInputStream(body, new ByteArrayInputStream(footer))}
 */
@Hook(
        name = "body_modify",
        kind = HookKind.FOLD,
        thread = HookThread.DELIVERY,
        when = "just before the body is sent; the spooled body stays as it is",
        byDefault = "the spooled body")
@ConsumerType
@FunctionalInterface
public interface BodyModify {
    HookPoint.Of2<BodyModify, InputStream, Message, InputStream> POINT =
            HookPoint.fold(BodyModify.class, BodyModify::bodyModify);

    InputStream bodyModify(InputStream body, Message message);
}
