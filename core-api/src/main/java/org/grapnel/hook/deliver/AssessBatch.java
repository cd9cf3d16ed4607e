package org.grapnel.hook.deliver;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.connect.Delivery;
import org.grapnel.hook.connect.OutboundConnection;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses the Messages that are sent as one mail transaction.
 *
 * <p>WHEN: before MAIL, when the Delivery's Message is marked with a {@link Batch}. Limits: recipients per
 * transaction, and Messages that the connection may still send; 0 for none.
 *
 * <p>ANSWER: the Messages, the Delivery's own among them; others must be due in the same Domain and Binding and bear
 * the same mark, else the answer is logged as an error and counts as no answer.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (delivery, domain, binding, connection, perBatch, perConnection) ->
 * Optional.of(List.of(delivery.message()))}
 */
@Hook(
        name = "assess_batch",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "before MAIL FROM",
        byDefault = "Messages of one annotated batch up to max_recipients_per_batch")
@ConsumerType
@FunctionalInterface
public interface AssessBatch {
    HookPoint.Of6<AssessBatch, Delivery, Domain, Binding, OutboundConnection, Integer, Integer, Optional<List<Message>>>
            POINT = HookPoint.first(AssessBatch.class, AssessBatch::assessBatch);

    Optional<List<Message>> assessBatch(
            Delivery delivery,
            Domain domain,
            Binding binding,
            OutboundConnection connection,
            int perBatch,
            int perConnection);
}
