package org.grapnel.hook.log;

import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.session.Session;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a Message was accepted.
 *
 * <p>WHEN: after a Message is on stable storage, about when its 250 is sent. The session is empty for mail that did
 * not come by SMTP; the note says from where it came, such as esmtp, http, dsn.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that takes the mail in; many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (session, message, time, note) -> ledger.append(time, message.id(), message.size())}
 */
@Hook(
        name = "log_reception_v1",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "Message accepted and durable",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface LogReceptionV1 {
    HookPoint.Of4<LogReceptionV1, Optional<Session>, Message, Instant, String, Void> POINT =
            HookPoint.observe(LogReceptionV1.class, LogReceptionV1::logReceptionV1);

    void logReceptionV1(Optional<Session> session, Message message, Instant time, String note);
}
