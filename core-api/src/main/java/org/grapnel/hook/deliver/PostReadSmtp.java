package org.grapnel.hook.deliver;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.connect.Delivery;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks at a reply before the engine does.
 *
 * <p>WHEN: after each reply was read on an outbound connection, before it is judged; it stands in {@code
 * delivery.lastReply()}.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; fail = the connection is closed, a transient failure of the Message, whatever
 * the reply says. Length is the reply's in bytes, all lines with their CRLF.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: the connection is closed, a transient failure of the Message.
 *
 * <p>EXAMPLE: {@code (delivery, length, expectedCode, next) -> length > 4096 ? Verdict.fail("reply too long") :
 * Verdict.CONTINUE}
 */
@Hook(
        name = "post_read_smtp",
        kind = HookKind.VERDICT,
        thread = HookThread.DELIVERY,
        when = "after each reply, before error handling",
        byDefault = "the engine judges the reply")
@ConsumerType
@FunctionalInterface
public interface PostReadSmtp {
    HookPoint.Of4<PostReadSmtp, Delivery, Integer, Integer, SmtpState, Verdict.OfOperation> POINT = HookPoint.verdict(
            PostReadSmtp.class, PostReadSmtp::postReadSmtp, Verdict.fail("a dialogue handler failed"));

    Verdict.OfOperation postReadSmtp(Delivery delivery, int length, int expectedCode, SmtpState next);
}
