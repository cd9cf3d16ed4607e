package org.grapnel.mta.queue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.queue.EcMessageEnqueue;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.MailMessage.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that a handler of {@code ec_message_enqueue} took over. When no such handler is left, those that it did not give
 * back are taken back. Safe for use by any thread.
 */
final class Owned {
    private static final Logger LOG = LoggerFactory.getLogger(Owned.class);
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Set<MailMessage> messages = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watched = new AtomicBoolean();
    private final Hooks hooks;
    private final Scheduler scheduler;
    private final Census census;
    private final Consumer<MailMessage> orphan;

    /** @param orphan gets those whose owner is gone, which nobody owns then */
    Owned(Hooks live, Scheduler scheduler, Census census, Consumer<MailMessage> orphan) {
        this.hooks = live;
        this.scheduler = scheduler;
        this.census = census;
        this.orphan = orphan;
    }

    void add(MailMessage message) {
        messages.add(message);
        census.move(message, Place.OWNED); // from here on it can be given back
        watch();
    }

    /** Ends the ownership; false where there is none (any more). */
    boolean remove(MailMessage message) {
        boolean owned = census.move(message, Place.OWNED, Place.CHANGING);
        if (owned) {
            messages.remove(message);
        }
        return owned;
    }

    List<MailMessage> all() {
        return List.copyOf(messages);
    }

    private void watch() {
        if (watched.compareAndSet(false, true)) {
            scheduler.later(INTERVAL, this::look);
        }
    }

    private void look() {
        watched.set(false);
        if (!hooks.anyFor(EcMessageEnqueue.POINT)) {
            for (MailMessage message : messages) {
                if (remove(message)) {
                    LOG.warn("{}: back in its queue: no handler of {} is left", message, EcMessageEnqueue.POINT);
                    orphan.accept(message);
                }
            }
        }
        if (!messages.isEmpty()) {
            watch();
        }
    }
}
