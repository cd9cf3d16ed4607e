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
 * Tells that recipients have the Message: their final event.
 *
 * <p>WHEN: after the server (or agent) has taken the Message for these recipients. It is their final event.
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (message, domain, time, reply) -> ledger.delivered(message.id(), reply.recipients())}
 */
@Hook(
        name = "log_delivery_v1",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "delivered",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface LogDeliveryV1 {
    HookPoint.Of4<LogDeliveryV1, Message, Domain, Instant, RemoteReply, Void> POINT =
            HookPoint.observe(LogDeliveryV1.class, LogDeliveryV1::logDeliveryV1);

    void logDeliveryV1(Message message, Domain domain, Instant time, RemoteReply reply);
}
