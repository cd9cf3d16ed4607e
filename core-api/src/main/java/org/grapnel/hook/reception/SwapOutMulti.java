package org.grapnel.hook.reception;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Stores the Messages of one reception in place of the spool.
 *
 * <p>WHEN: before the engine writes the Messages of a mail with several recipients to the spool. The Messages share
 * their body.
 *
 * <p>ANSWER: STORED = all of them are on stable storage and survive a power failure, the client gets 250; FAILED =
 * none is, the client gets 451. An answer replaces the engine's write.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: counts as no answer: the engine writes.
 *
 * <p>EXAMPLE: {@code messages -> replicated.store(messages) ? Optional.of(StoreOutcome.STORED) : Optional.empty()}
 */
@Hook(
        name = "swap_out_multi",
        kind = HookKind.FIRST,
        thread = HookThread.SESSION,
        when = "before the engine writes a multi-recipient reception to the spool",
        byDefault = "one commit of the spool for all of them")
@ConsumerType
@FunctionalInterface
public interface SwapOutMulti {
    HookPoint.Of1<SwapOutMulti, List<Message>, Optional<StoreOutcome>> POINT =
            HookPoint.first(SwapOutMulti.class, SwapOutMulti::swapOutMulti);

    Optional<StoreOutcome> swapOutMulti(List<Message> messages);
}
