package org.grapnel.hook.deliver;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Handled;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Marks which Messages of one reception may be sent together.
 *
 * <p>WHEN: after the Messages of one reception are in the spool, when there are several.
 *
 * <p>ANSWER: HANDLED = the handler has marked, with a {@link Batch} under {@link Batch#KEY}, those that may go
 * together, and left the others alone. Messages of equal marks must have equal content and senders.
 *
 * <p>THREADS: the thread that takes the mail in; many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code messages -> { messages.forEach(m -> m.detach(Batch.KEY)); return Optional.of(Handled.HANDLED); }}
 */
@Hook(
        name = "annotate_batch",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when Messages that share a body are marked as sendable together",
        byDefault = "those whose content is the same byte for byte are marked with one Batch")
@ConsumerType
@FunctionalInterface
public interface AnnotateBatch {
    HookPoint.Of1<AnnotateBatch, List<Message>, Optional<Handled>> POINT =
            HookPoint.first(AnnotateBatch.class, AnnotateBatch::annotateBatch);

    Optional<Handled> annotateBatch(List<Message> messages);
}
