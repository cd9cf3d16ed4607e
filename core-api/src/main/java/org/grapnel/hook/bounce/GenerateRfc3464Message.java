package org.grapnel.hook.bounce;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes the whole DSN, or decides that there is none.
 *
 * <p>WHEN: when a DSN is made; replaces the whole of it.
 *
 * <p>ANSWER: a finished mail, or none at all. Envelope and queueing are the engine's.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (message, action) -> action == DsnAction.DELAYED ? Optional.of(DsnAnswer.none()) :
 * Optional.empty()}
 */
@Hook(
        name = "generate_rfc3464_message",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when a DSN is made; replaces the whole of it",
        byDefault = "multipart/report with text, delivery-status and original (RFC 3464, RFC 3462)")
@ConsumerType
@FunctionalInterface
public interface GenerateRfc3464Message {
    HookPoint.Of2<GenerateRfc3464Message, Message, DsnAction, Optional<DsnAnswer>> POINT =
            HookPoint.first(GenerateRfc3464Message.class, GenerateRfc3464Message::generateRfc3464Message);

    Optional<DsnAnswer> generateRfc3464Message(Message message, DsnAction action);
}
