package org.grapnel.hook.queue;

import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says when a Message is tried next.
 *
 * <p>WHEN: after a transient failure of a Message, before it is requeued. The time is the end of the attempt.
 *
 * <p>ANSWER: when the next attempt is due; a time in the past = at once, one after its expiry = the Message is given
 * up then.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (message, time) -> message.attempts() < 3 ? Optional.of(time.plusSeconds(30)) : Optional.empty()}
 */
@Hook(
        name = "ec_message_set_next_attempt",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "after a transient failure",
        byDefault = "retry_interval doubling up to max_retry_interval, with jitter")
@ConsumerType
@FunctionalInterface
public interface EcMessageSetNextAttempt {
    HookPoint.Of2<EcMessageSetNextAttempt, Message, Instant, Optional<Instant>> POINT =
            HookPoint.first(EcMessageSetNextAttempt.class, EcMessageSetNextAttempt::ecMessageSetNextAttempt);

    Optional<Instant> ecMessageSetNextAttempt(Message message, Instant time);
}
