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
 * Takes a Message in place of the queue.
 *
 * <p>WHEN: whenever a Message is handed to the queue: after its reception, at start-up, after a failed attempt, on
 * command. The time is when it is due.
 *
 * <p>ANSWER: OK = the handler owns the Message from now on and ends that with {@link OwnedMessages}; ERROR = not now,
 * the engine offers it again at the next maintenance.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (message, time) -> hold.wants(message) ? Optional.of(EnqueueOutcome.OK) : Optional.empty()}
 */
@Hook(
        name = "ec_message_enqueue",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "whenever a Message is handed to the queue",
        byDefault = "the Message enters the queue of its Domain")
@ConsumerType
@FunctionalInterface
public interface EcMessageEnqueue {
    HookPoint.Of2<EcMessageEnqueue, Message, Instant, Optional<EnqueueOutcome>> POINT =
            HookPoint.first(EcMessageEnqueue.class, EcMessageEnqueue::ecMessageEnqueue);

    Optional<EnqueueOutcome> ecMessageEnqueue(Message message, Instant time);
}
