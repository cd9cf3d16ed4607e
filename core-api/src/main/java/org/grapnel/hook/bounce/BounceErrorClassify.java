package org.grapnel.hook.bounce;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Classifies a bounce mail that came back later (out of band).
 *
 * <p>WHEN: each bounce mail received for a bounce domain.
 *
 * <p>ANSWER: the class, and where in the body the words stand that tell. The body is decoded, its readable parts
 * joined; at most 256 KB of it.
 *
 * <p>THREADS: the session's thread after the data; many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code body -> body.contains("mailbox full") ? Optional.of(new BounceFinding(MAILBOX_FULL,
 * body.indexOf("mailbox full"))) : Optional.empty()}
 */
@Hook(
        name = "bounce_error_classify",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "each bounce mail received for a bounce domain",
        byDefault = "the delivery-status part where there is one (RFC 3464), else the shipped rules over the text")
@ConsumerType
@FunctionalInterface
public interface BounceErrorClassify {
    HookPoint.Of1<BounceErrorClassify, String, Optional<BounceFinding>> POINT =
            HookPoint.first(BounceErrorClassify.class, BounceErrorClassify::bounceErrorClassify);

    Optional<BounceFinding> bounceErrorClassify(String body);
}
