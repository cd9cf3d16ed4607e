package org.grapnel.hook.bounce;

import java.io.OutputStream;
import java.util.Optional;
import org.grapnel.hook.Handled;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses what of the original a DSN includes.
 *
 * <p>WHEN: when the third part of a DSN is written (RFC 3462 2). What is written within the call becomes its body;
 * CRLF line ends.
 *
 * <p>ANSWER: HANDLED = what was written is the part. No answer = what was written is thrown away. Don't close the
 * stream; past its limit it throws an IOException.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer; what was written is thrown away.
 *
 * <p>EXAMPLE: {@code (message, action, output) -> { writeSubjectOnly(message, output); return
 * Optional.of(Handled.HANDLED); }}
 */
@Hook(
        name = "rfc3464_inline_message_fragment",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when the part of the original is written into a DSN",
        byDefault = "the header fields, or the whole original where RET=FULL asks for it (RFC 3461 4.3)")
@ConsumerType
@FunctionalInterface
public interface Rfc3464InlineMessageFragment {
    HookPoint.Of3<Rfc3464InlineMessageFragment, Message, DsnAction, OutputStream, Optional<Handled>> POINT =
            HookPoint.first(
                    Rfc3464InlineMessageFragment.class, Rfc3464InlineMessageFragment::rfc3464InlineMessageFragment);

    Optional<Handled> rfc3464InlineMessageFragment(Message message, DsnAction action, OutputStream output);
}
