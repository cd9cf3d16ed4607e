package org.grapnel.mta.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.queue.EcMessageEnqueue;
import org.grapnel.hook.queue.EnqueueOutcome;
import org.grapnel.mta.config.QueueOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.mail.MailMessage;

/** Asks those that may take a message over in the queue's place, and remembers whom to ask again. Safe for use by any thread. */
final class Taking {
    private final Set<Long> putOff = ConcurrentHashMap.newKeySet(); // to be offered again
    private final Supplier<Settings> settings;
    private final Hooks hooks;
    private final Clock clock;
    private final Owned owned;

    Taking(Supplier<Settings> settings, Hooks live, Clock clock, Owned owned) {
        this.settings = settings;
        this.hooks = live;
        this.clock = clock;
        this.owned = owned;
    }

    /** Asks about a message that is in no set; it is theirs before they can say so. */
    boolean taken(MailMessage message) {
        if (!hooks.anyFor(EcMessageEnqueue.POINT)) {
            return false;
        }
        owned.add(message);
        Optional<EnqueueOutcome> answer = hooks.call(EcMessageEnqueue.POINT, message, message.nextAttempt());
        if (answer.equals(Optional.of(EnqueueOutcome.OK))) {
            return true;
        }
        if (!owned.remove(message)) {
            return true; // it was given back meanwhile
        }
        if (answer.isPresent()) {
            putOff(message);
        }
        return false;
    }

    /** A handler can't take the message now: it is offered again at the next maintenance after the scan interval. */
    private void putOff(MailMessage message) {
        Instant again = clock.instant()
                .plus(settings.get()
                        .get(QueueOptions.DELAYED_QUEUE_SCAN_INTERVAL, message.routingDomain(), message.binding()));
        MailMessage.State state = message.state();
        message.state(state.due(Math.max(state.nextAttempt(), again.toEpochMilli())));
        putOff.add(message.number());
    }

    /** True once for each time that somebody had no time for the message. */
    boolean recalled(MailMessage message) {
        return putOff.remove(message.number());
    }
}
