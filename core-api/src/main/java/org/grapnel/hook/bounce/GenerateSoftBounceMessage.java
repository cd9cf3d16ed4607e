package org.grapnel.hook.bounce;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes the notice that a Message is delayed.
 *
 * <p>WHEN: when the notice that a Message is delayed (soft bounce) is made; replaces the whole of it.
 *
 * <p>ANSWER: a finished mail. Envelope and queueing are the engine's.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code message -> Optional.of(new DsnAnswer.Finished(Bytes.of(template.fill(message))))}
 */
@Hook(
        name = "generate_soft_bounce_message",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when the notice that a Message is delayed (soft bounce) is made; replaces the whole of it",
        byDefault = "the engine's notice with its preamble")
@ConsumerType
@FunctionalInterface
public interface GenerateSoftBounceMessage {
    HookPoint.Of1<GenerateSoftBounceMessage, Message, Optional<DsnAnswer.Finished>> POINT =
            HookPoint.first(GenerateSoftBounceMessage.class, GenerateSoftBounceMessage::generateSoftBounceMessage);

    Optional<DsnAnswer.Finished> generateSoftBounceMessage(Message message);
}
