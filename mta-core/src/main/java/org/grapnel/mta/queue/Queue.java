package org.grapnel.mta.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.queue.EcMessageEnqueue;
import org.grapnel.hook.queue.EnqueueOutcome;
import org.grapnel.hook.queue.MailQueueInsertActive;
import org.grapnel.hook.queue.MailqInsertActive;
import org.grapnel.hook.queue.PreMailQueueMessageRequeue;
import org.grapnel.hook.queue.PreMailqMessageRequeue;
import org.grapnel.mta.config.ConnectionOptions;
import org.grapnel.mta.config.QueueOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.mail.MailMessage;

/** All messages that wait for delivery, by destination. Safe for use by any thread. */
public final class Queue {
    private final ConcurrentHashMap<String, DomainQueue> domains = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, MailMessage> messages = new ConcurrentHashMap<>();
    private final Set<Long> putOff = ConcurrentHashMap.newKeySet(); // to be offered to ec_message_enqueue again
    private final Supplier<Settings> settings;
    private final Hooks hooks;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Maintenance maintenance;

    /** Opens one more connection for a Domain and binding, without waiting for it. */
    public interface Opener {
        void open(DomainQueue domain, ConfiguredBinding binding);
    }

    public Queue(
            Supplier<Settings> settings,
            Hooks live,
            Clock clock,
            List<ScheduledExecutorService> shards,
            Opener opener) {
        this.settings = settings;
        this.hooks = live;
        this.clock = clock;
        this.scheduler = new Scheduler(shards, live, clock, this::maintain);
        this.maintenance = new Maintenance(settings, live, clock, scheduler, this, opener);
    }

    /** Takes a message that is in the spool. */
    public void enqueue(MailMessage message) {
        messages.put(message.number(), message);
        if (message.held()) {
            message.place(MailMessage.Place.HELD);
            return;
        }
        Instant now = clock.instant();
        Optional<EnqueueOutcome> taken = hooks.call(EcMessageEnqueue.POINT, message, now);
        if (taken.equals(Optional.of(EnqueueOutcome.OK))) {
            message.place(MailMessage.Place.OWNED);
            return;
        }
        if (taken.isPresent()) {
            putOff(message, now);
        }
        insert(message, message.nextAttempt().isAfter(now));
    }

    /** Puts a message in its Domain's queue; a later one waits for its time. */
    private void insert(MailMessage message, boolean later) {
        DomainQueue domain = domains.computeIfAbsent(message.routingDomain(), DomainQueue::new);
        while (!domain.add(message, !later)) {
            domains.remove(domain.name(), domain);
            domain = domains.computeIfAbsent(message.routingDomain(), DomainQueue::new);
        }
        if (!later) {
            keepOrActivate(domain, message);
        }
        wake(domain, message, later);
    }

    /** A handler can't take the message now: it is offered again at the next maintenance after the scan interval. */
    private void putOff(MailMessage message, Instant now) {
        MailMessage.State state = message.state();
        Instant again = now.plus(settings.get()
                .get(QueueOptions.DELAYED_QUEUE_SCAN_INTERVAL, message.routingDomain(), message.binding()));
        message.state(new MailMessage.State(
                state.recipients(),
                state.attempts(),
                Math.max(state.nextAttempt(), again.toEpochMilli()),
                state.lastError(),
                state.held(),
                state.failure()));
        putOff.add(message.number());
    }

    /** A message that became due: first to those that had no time for it, then to those that keep active sets of their own. */
    void offer(DomainQueue domain, MailMessage message) {
        if (putOff.remove(message.number())) {
            Instant now = clock.instant();
            Optional<EnqueueOutcome> taken = hooks.call(EcMessageEnqueue.POINT, message, now);
            if (taken.equals(Optional.of(EnqueueOutcome.OK))) {
                domain.forgetOffered(message);
                message.place(MailMessage.Place.OWNED);
                return;
            }
            if (taken.isPresent()) {
                putOff(message, now);
                domain.delayOffered(message);
                return;
            }
        }
        keepOrActivate(domain, message);
    }

    private void keepOrActivate(DomainQueue domain, MailMessage message) {
        boolean kept = hooks.call(MailqInsertActive.POINT, domain, message)
                .or(() -> hooks.call(MailQueueInsertActive.POINT, domain, message))
                .isPresent();
        domain.settle(message, kept);
    }

    private void wake(DomainQueue domain, MailMessage message, boolean later) {
        if (later) {
            scheduler.at(domain, message.nextAttempt());
        } else if (domain.wantsConnections(
                message.binding(),
                settings.get().get(ConnectionOptions.MAX_CONNECTIONS, domain.name(), message.binding()))) {
            scheduler.soon(domain);
        } else { // by then a connection has taken it, or the limit is another
            scheduler.at(domain, nextScan(domain, message.binding()));
        }
    }

    private Instant nextScan(DomainQueue domain, String binding) {
        return clock.instant()
                .plus(settings.get().get(QueueOptions.DELAYED_QUEUE_SCAN_INTERVAL, domain.name(), binding));
    }

    /** Gives a message back after an attempt that failed for now; its state holds the next attempt. */
    public void requeue(MailMessage message) {
        Instant now = clock.instant();
        hooks.call(PreMailqMessageRequeue.POINT, message, now);
        hooks.call(PreMailQueueMessageRequeue.POINT, message, now);
        insert(message, true);
    }

    /** The message has had its last event. */
    public void done(MailMessage message) {
        messages.remove(message.number());
        putOff.remove(message.number());
    }

    /** A connection has ended; maintenance decides whether another one is wanted. */
    public void connectionEnded(DomainQueue domain, String binding) {
        domain.locked(binding, queue -> {
            queue.connectionEnded();
            return queue;
        });
        scheduler.soon(domain);
    }

    /** A connection that maintenance wanted may not be opened now; it is looked at again in a second. */
    public void connectionRefused(DomainQueue domain, String binding) {
        domain.locked(binding, queue -> {
            queue.connectionEnded();
            return queue;
        });
        scheduler.at(domain, clock.instant().plusSeconds(1));
    }

    /** A connection has ended that no message went over: what handlers keep back is looked at again after the scan interval. */
    public void connectionUnused(DomainQueue domain, String binding) {
        boolean onlyKept = domain.locked(binding, queue -> {
            queue.connectionEnded();
            return queue.kept() > 0 && queue.active() == queue.kept();
        });
        if (onlyKept) {
            scheduler.at(domain, nextScan(domain, binding));
        } else {
            scheduler.soon(domain);
        }
    }

    /** Has all delayed messages of a Domain tried now; tells how many. */
    public int flush(DomainQueue domain) {
        int count = domain.makeDue(clock.instant());
        scheduler.soon(domain);
        return count;
    }

    public Collection<DomainQueue> domains() {
        return domains.values().stream()
                .sorted(Comparator.comparing(DomainQueue::name))
                .toList();
    }

    public Optional<DomainQueue> domain(String name) {
        return Optional.ofNullable(domains.get(name));
    }

    public Optional<MailMessage> message(long number) {
        return Optional.ofNullable(messages.get(number));
    }

    /** All messages, oldest first. */
    public List<MailMessage> messages() {
        return messages.values().stream()
                .sorted(Comparator.comparingLong(MailMessage::number))
                .toList();
    }

    public int size() {
        return messages.size();
    }

    private void maintain(DomainQueue domain) {
        if (domain.closed()) {
            return;
        }
        maintenance.run(domain);
        if (domain.closeIfEmpty()) {
            domains.remove(domain.name(), domain);
        } else {
            maintenance.plan(domain);
        }
    }
}
