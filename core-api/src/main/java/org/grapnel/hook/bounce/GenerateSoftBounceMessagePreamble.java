package org.grapnel.hook.bounce;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes header fields and human-readable part of a notice of delay.
 *
 * <p>WHEN: when the human-readable part of a notice of delay is written.
 *
 * <p>ANSWER: header fields and text to go on with.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: the value stays as it was.
 *
 * <p>EXAMPLE: {@code (text, message) -> text.withText(text.text() + "We keep trying until " + message.expiry() +
 * ".\n")}
 */
@Hook(
        name = "generate_soft_bounce_message_preamble",
        kind = HookKind.FOLD,
        thread = HookThread.ANY,
        when = "when the human-readable part of a notice of delay is written",
        byDefault = "the engine's text")
@ConsumerType
@FunctionalInterface
public interface GenerateSoftBounceMessagePreamble {
    HookPoint.Of2<GenerateSoftBounceMessagePreamble, NoticeText, Message, NoticeText> POINT = HookPoint.fold(
            GenerateSoftBounceMessagePreamble.class,
            GenerateSoftBounceMessagePreamble::generateSoftBounceMessagePreamble);

    NoticeText generateSoftBounceMessagePreamble(NoticeText text, Message message);
}
