package org.grapnel.hook.log;

import java.time.Instant;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells that a delivery attempt begins.
 *
 * <p>WHEN: a delivery attempt begins.
 *
 * <p>ANSWER: none. The note says by what: the Host, or the name of another delivery agent.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (message, domain, time, note) -> attempts.record(message.id(), message.attempts() + 1, note)}
 */
@Hook(
        name = "log_attempt_v1",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "a delivery attempt begins",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface LogAttemptV1 {
    HookPoint.Of4<LogAttemptV1, Message, Domain, Instant, String, Void> POINT =
            HookPoint.observe(LogAttemptV1.class, LogAttemptV1::logAttemptV1);

    void logAttemptV1(Message message, Domain domain, Instant time, String note);
}
