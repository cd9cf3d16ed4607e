package org.grapnel.mta.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.queue.MailQueueInsertActive;
import org.grapnel.hook.queue.MailqInsertActive;
import org.grapnel.hook.queue.SetDelayedQueueEvent;
import org.grapnel.mta.config.QueueOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.shaping.Shaping;

/** Puts messages in the sets of their destinations, and sees to it that these are maintained in time. Safe for use by any thread. */
final class Insertion {
    private final Supplier<Settings> settings;
    private final Hooks hooks;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Domains domains;
    private final Shaping shaping;

    Insertion(
            Supplier<Settings> settings,
            Hooks live,
            Clock clock,
            Scheduler scheduler,
            Domains domains,
            Shaping shaping) {
        this.settings = settings;
        this.hooks = live;
        this.clock = clock;
        this.scheduler = scheduler;
        this.domains = domains;
        this.shaping = shaping;
    }

    /** Now, or at its time where that is still to come. */
    void insert(MailMessage message) {
        insert(message, message.nextAttempt().isAfter(clock.instant()));
    }

    /** Puts a message in its Domain's queue; a later one waits for its time. */
    void insert(MailMessage message, boolean later) {
        DomainQueue domain = domains.add(message, !later);
        if (!later) {
            keepOrActivate(domain, message);
        }
        wake(domain, message, later);
    }

    /** Offers a due message to those that keep active sets of their own. */
    void keepOrActivate(DomainQueue domain, MailMessage message) {
        boolean kept = hooks.call(MailqInsertActive.POINT, domain, message)
                .or(() -> hooks.call(MailQueueInsertActive.POINT, domain, message))
                .isPresent();
        domain.sets().settle(message, kept);
    }

    private void wake(DomainQueue domain, MailMessage message, boolean later) {
        if (later && hooks.anyFor(SetDelayedQueueEvent.POINT)) {
            scheduler.soon(domain); // which plans as a handler says
        } else if (later) {
            scheduler.at(domain, message.nextAttempt());
        } else if (domain.wantsConnections(message.binding(), shaping.limit(domain.name(), message.binding()))) {
            if (message.attempts() == 0) {
                scheduler.urgently(domain);
            } else {
                scheduler.soon(domain);
            }
        } else { // by then a connection has taken it, or the limit is another
            scheduler.at(domain, nextScan(domain, message.binding()));
        }
    }

    Instant nextScan(DomainQueue domain, String binding) {
        return clock.instant()
                .plus(settings.get().get(QueueOptions.DELAYED_QUEUE_SCAN_INTERVAL, domain.name(), binding));
    }
}
