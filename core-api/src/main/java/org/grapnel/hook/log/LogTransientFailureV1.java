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
 * Tells that an attempt failed for recipients that will be tried again.
 *
 * <p>WHEN: after an attempt failed for these recipients with a 4xx reply, or before any reply. {@code
 * message.nextAttempt()} is set already.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (message, domain, time, reply) -> health.deferred(domain.name(), reply.reply().code())}
 */
@Hook(
        name = "log_transient_failure_v1",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "attempt failed, will be retried",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface LogTransientFailureV1 {
    HookPoint.Of4<LogTransientFailureV1, Message, Domain, Instant, RemoteReply, Void> POINT =
            HookPoint.observe(LogTransientFailureV1.class, LogTransientFailureV1::logTransientFailureV1);

    void logTransientFailureV1(Message message, Domain domain, Instant time, RemoteReply reply);
}
