package org.grapnel.hook.deliver;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.connect.Delivery;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Lets an outbound dialogue read its next reply, or ends it.
 *
 * <p>WHEN: before each reply is read on an outbound connection; with PIPELINING once for each outstanding reply.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; fail = the connection is closed, a transient failure of the Message. The
 * expected code is that of success (220, 250, 354 …), next the state it leads to.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: the connection is closed, a transient failure of the Message.
 *
 * <p>EXAMPLE: {@code (delivery, expectedCode, next) -> { timers.start(delivery.connection().id(), next); return
 * Verdict.CONTINUE; }}
 */
@Hook(
        name = "pre_read_smtp",
        kind = HookKind.VERDICT,
        thread = HookThread.DELIVERY,
        when = "before each read of a reply",
        byDefault = "the reply is read")
@ConsumerType
@FunctionalInterface
public interface PreReadSmtp {
    HookPoint.Of3<PreReadSmtp, Delivery, Integer, SmtpState, Verdict.OfOperation> POINT =
            HookPoint.verdict(PreReadSmtp.class, PreReadSmtp::preReadSmtp, Verdict.fail("a dialogue handler failed"));

    Verdict.OfOperation preReadSmtp(Delivery delivery, int expectedCode, SmtpState next);
}
