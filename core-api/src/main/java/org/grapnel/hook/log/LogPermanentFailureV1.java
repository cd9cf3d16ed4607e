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
 * Tells that recipients are given up: their final event.
 *
 * <p>WHEN: when these recipients are given up: after a 5xx reply, when the Message has expired, or on an operator's
 * command. It is their final event; a DSN may follow.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that owns the outbound connection, at an expiry a scheduler thread; many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (message, domain, time, reply) -> reply.recipients().forEach(r -> suppression.add(r.address()))}
 */
@Hook(
        name = "log_permanent_failure_v1",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "failed for good",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface LogPermanentFailureV1 {
    HookPoint.Of4<LogPermanentFailureV1, Message, Domain, Instant, RemoteReply, Void> POINT =
            HookPoint.observe(LogPermanentFailureV1.class, LogPermanentFailureV1::logPermanentFailureV1);

    void logPermanentFailureV1(Message message, Domain domain, Instant time, RemoteReply reply);
}
