package org.grapnel.mta.queue;

import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.mail.QueuedMessage;
import org.grapnel.hook.queue.QueueSet;

/** The active set of one Domain and binding as hooks see it. */
record ActiveSet(DomainQueue domain, String binding) implements QueueSet {
    @Override
    public int size() {
        return domain.locked(binding, BindingQueue::active);
    }

    @Override
    public long bytes() {
        return domain.locked(binding, BindingQueue::activeBytes);
    }

    @Override
    public Optional<QueuedMessage> head() {
        return domain.locked(binding, queue -> queue.head().map(QueuedMessage.class::cast));
    }

    @Override
    public Optional<Instant> due() {
        return head().map(QueuedMessage::nextAttempt);
    }
}
