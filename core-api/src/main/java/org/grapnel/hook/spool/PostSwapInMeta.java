package org.grapnel.hook.spool;

import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Judges metadata that was read back.
 *
 * <p>WHEN: after a Message's metadata was read back from the spool, and also after that failed: then the Message is
 * empty, and the result has its id and the fault.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE} = the result stands; fail = it counts as unreadable: the Message stays in the
 * spool, out of its queue, and an error is logged.
 *
 * <p>THREADS: the thread that needs the metadata; at start-up the reading threads; many at once.
 *
 * <p>FAILURE: counts as unreadable until the next start.
 *
 * <p>EXAMPLE: {@code (message, flags, result) -> { if (!result.isOk()) alarm.raise(result.id(),
 * result.fault().orElseThrow()); return Verdict.CONTINUE; }}
 */
@Hook(
        name = "post_swap_in_meta",
        kind = HookKind.VERDICT,
        thread = HookThread.ANY,
        when = "after metadata was read back, also when that failed",
        byDefault = "what was read counts")
@ConsumerType
@FunctionalInterface
public interface PostSwapInMeta {
    HookPoint.Of3<PostSwapInMeta, Optional<Message>, Set<SwapFlag>, SwapResult, Verdict.OfOperation> POINT =
            HookPoint.verdict(
                    PostSwapInMeta.class, PostSwapInMeta::postSwapInMeta, Verdict.fail("a spool handler failed"));

    Verdict.OfOperation postSwapInMeta(Optional<Message> message, Set<SwapFlag> flags, SwapResult result);
}
