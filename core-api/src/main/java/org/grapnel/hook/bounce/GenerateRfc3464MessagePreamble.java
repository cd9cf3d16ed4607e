package org.grapnel.hook.bounce;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Writes or extends the human-readable part of a DSN.
 *
 * <p>WHEN: when the human-readable part of a DSN is written.
 *
 * <p>ANSWER: true = the text is complete as it stands in the draft; false = the engine's text follows it, later
 * handlers are not asked. No answer = the next handler is asked, what was written stays.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer; what was written before the fault stays.
 *
 * <p>EXAMPLE: {@code (message, action, draft) -> { draft.append("Call the help desk, 1234.\n"); return
 * Optional.of(false); }}
 */
@Hook(
        name = "generate_rfc3464_message_preamble",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when the human-readable part of a DSN is written",
        byDefault = "the engine's text for the action")
@ConsumerType
@FunctionalInterface
public interface GenerateRfc3464MessagePreamble {
    HookPoint.Of3<GenerateRfc3464MessagePreamble, Message, DsnAction, DsnDraft, Optional<Boolean>> POINT =
            HookPoint.first(
                    GenerateRfc3464MessagePreamble.class,
                    GenerateRfc3464MessagePreamble::generateRfc3464MessagePreamble);

    Optional<Boolean> generateRfc3464MessagePreamble(Message message, DsnAction action, DsnDraft draft);
}
