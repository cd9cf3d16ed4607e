package org.grapnel.mta.queue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.queue.PreMailQueueMessageRequeue;
import org.grapnel.hook.queue.PreMailqMessageRequeue;
import org.grapnel.mta.cache.CacheRoom;
import org.grapnel.mta.config.QueueOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.shaping.Shaping;

/** All messages that wait for delivery, by destination. Safe for use by any thread. */
public final class Queue {
    private final Roster roster = new Roster();
    private final Census census = new Census();
    private final Supplier<Settings> settings;
    private final Hooks hooks;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Maintenance maintenance;
    private final Suspensions suspensions;
    private final Domains domains;
    private final Owned owned;
    private final Shaping shaping;
    private final Taking taking;
    private final Insertion insertion;

    /** Opens one more connection for a Domain and binding, without waiting for it. */
    public interface Opener {
        void open(DomainQueue domain, ConfiguredBinding binding);

        /** How many more connections the process may have. */
        default int free() {
            return Integer.MAX_VALUE;
        }
    }

    public Queue(
            Supplier<Settings> settings,
            Hooks live,
            Clock clock,
            List<ScheduledExecutorService> shards,
            Opener opener) {
        this(settings, live, clock, shards, opener, Suspensions.inMemory(), new CacheRoom(live, clock));
    }

    /**
     * @param suspensions what was suspended before the start, and is still
     * @param caches where what is learned of destinations is kept
     */
    public Queue(
            Supplier<Settings> settings,
            Hooks live,
            Clock clock,
            List<ScheduledExecutorService> shards,
            Opener opener,
            Suspensions suspensions,
            CacheRoom caches) {
        this.settings = settings;
        this.hooks = live;
        this.clock = clock;
        this.scheduler = new Scheduler(shards, live, clock, this::maintain);
        this.suspensions = suspensions;
        this.domains = new Domains(suspensions, census);
        this.owned = new Owned(live, scheduler, census, this::restore);
        this.taking = new Taking(settings, live, clock, owned);
        this.shaping = new Shaping(settings, live, clock, caches, new ShapingInQueue(this, scheduler, settings));
        this.insertion = new Insertion(settings, live, clock, scheduler, domains, shaping);
        this.maintenance = new Maintenance(settings, live, clock, scheduler, this, opener);
    }

    /** Takes a message that is in the spool. */
    public void enqueue(MailMessage message) {
        if (roster.add(message)) {
            census.enter(message);
        }
        if (message.held() || !taking.taken(message)) {
            restore(message);
        } else {
            pageOut(message);
        }
    }

    /** In a short queue everything may stay in memory; in a long one only what is needed to find and order the messages. */
    public void pageOut(MailMessage message) {
        if (roster.size() > settings.get().get(QueueOptions.MAX_RESIDENT_MESSAGES)) {
            message.pageOut();
        }
    }

    /** A message that became due: first to those that had no time for it, then to those that keep active sets of their own. */
    void offer(DomainQueue domain, MailMessage message) {
        if (!taking.recalled(message)) {
            insertion.keepOrActivate(domain, message);
        } else if (domain.withdraw(message) && !taking.taken(message)) {
            restore(message);
        }
    }

    /** Gives a message back after an attempt that failed for now; its state holds the next attempt. */
    public void requeue(MailMessage message) {
        Instant next = message.nextAttempt();
        hooks.call(PreMailqMessageRequeue.POINT, message, next);
        hooks.call(PreMailQueueMessageRequeue.POINT, message, next);
        boolean taken = taking.taken(message); // who is asked may want to know all of it
        pageOut(message);
        if (!taken) {
            insertion.insert(message, true);
        }
    }

    /**
     * Takes a message out of the queue to change it or to end it; it belongs to the caller until {@link #restore} or {@link
     * #done}.
     *
     * @return false when it is being delivered, changed by another, or gone
     */
    public boolean withdraw(MailMessage message) {
        if (message.place() == MailMessage.Place.HELD) {
            return census.move(message, MailMessage.Place.HELD, MailMessage.Place.CHANGING);
        }
        if (message.place() == MailMessage.Place.OWNED) {
            return owned.remove(message);
        }
        return domains.find(message.routingDomain())
                .filter(domain -> domain.withdraw(message))
                .isPresent();
    }

    /** Puts a withdrawn message where its state says; {@code ec_message_enqueue} is not asked. */
    public void restore(MailMessage message) {
        pageOut(message);
        if (message.held()) {
            census.move(message, MailMessage.Place.HELD);
        } else {
            insertion.insert(message);
        }
    }

    /** Changes a withdrawn message, its destination perhaps. */
    void change(MailMessage message, Runnable change) {
        census.leave(message);
        try {
            change.run();
        } finally {
            census.enter(message);
        }
    }

    /** Tells how many messages are where, in no particular order; known without a look at each. */
    public void count(Counting counting) {
        census.tell(counting);
    }

    /** Messages that a handler took over. */
    public List<MailMessage> owned() {
        return owned.all();
    }

    /** The message has had its last event. */
    public void done(MailMessage message) {
        if (roster.remove(message)) {
            census.leave(message);
        }
        taking.recalled(message);
    }

    /** A connection has ended; maintenance decides whether another one is wanted. */
    public void connectionEnded(DomainQueue domain, String binding) {
        domain.change(binding, BindingQueue::connectionEnded);
        scheduler.soon(domain);
    }

    /** A connection that maintenance wanted may not be opened now; it is looked at again in a second. */
    public void connectionRefused(DomainQueue domain, String binding) {
        domain.change(binding, BindingQueue::connectionEnded);
        scheduler.at(domain, clock.instant().plusSeconds(1));
    }

    /**
     * Whether a connection is one more than its Domain and binding may have by now; it must end then, with {@link
     * #connectionLeft}.
     */
    public boolean leaves(DomainQueue domain, String binding) {
        int most = shaping.ceiling(domain.name(), binding);
        return most < Integer.MAX_VALUE && domain.locked(binding, queue -> queue.leave(most));
    }

    /** A connection has ended that {@link #leaves}. */
    public void connectionLeft(DomainQueue domain, String binding) {
        domain.change(binding, BindingQueue::connectionLeft);
        scheduler.soon(domain);
    }

    /** A connection that maintenance wanted beside one that stands in line: to look again when that one has ended is soon enough. */
    public void connectionNotNeeded(DomainQueue domain, String binding) {
        domain.change(binding, BindingQueue::connectionEnded);
    }

    /** A connection has ended that no message went over: what handlers keep back is looked at again after the scan interval. */
    public void connectionUnused(DomainQueue domain, String binding) {
        boolean onlyKept = domain.locked(binding, queue -> {
            queue.connectionEnded();
            return queue.kept() > 0 && queue.active() == queue.kept();
        });
        if (onlyKept) {
            scheduler.at(domain, insertion.nextScan(domain, binding));
        } else {
            scheduler.soon(domain);
        }
    }

    /** Has all delayed messages of a Domain tried now, or those of one of its bindings; tells how many. */
    public int flush(DomainQueue domain, Optional<String> binding) {
        int count = 0;
        for (String name : domain.bindings()) {
            if (binding.isEmpty() || binding.get().equals(name)) {
                count += domain.makeDue(name, clock.instant());
            }
        }
        scheduler.soon(domain);
        return count;
    }

    /** What destinations have taught. */
    public Shaping shaping() {
        return shaping;
    }

    /** What may not leave now. */
    public Suspensions suspensions() {
        return suspensions;
    }

    /** False when it was in force already. Deliveries that are under way come to their end. */
    public boolean suspend(Suspension what) throws IOException {
        boolean added = suspensions.add(what);
        domains.all().forEach(domain -> domain.sets().wake());
        return added;
    }

    /** Ends the suspensions that the given one includes; tells which. */
    public List<Suspension> resume(Suspension what) throws IOException {
        List<Suspension> ended = suspensions.end(what);
        for (Suspension each : ended) {
            domains.all().stream()
                    .filter(domain -> each.domain().map(domain.name()::equals).orElse(true))
                    .forEach(scheduler::soon);
        }
        return ended;
    }

    /** In no particular order. */
    public Collection<DomainQueue> domains() {
        return domains.all();
    }

    /** Runs something short that belongs to no destination; never while the server shuts down. */
    public void later(Duration wait, Runnable task) {
        scheduler.later(wait, task);
    }

    public Optional<DomainQueue> domain(String name) {
        return domains.find(name);
    }

    /** What hooks see of a destination; nothing is queued by asking. */
    public Domain destination(String name) {
        return domains.find(name).orElseGet(() -> domains.loose(name));
    }

    public Optional<MailMessage> message(long number) {
        return roster.find(number);
    }

    /** All messages, oldest first. */
    public List<MailMessage> messages() {
        return oldest(message -> true, Integer.MAX_VALUE);
    }

    /** The oldest messages that match, up to a number of them, oldest first. */
    public List<MailMessage> oldest(Predicate<MailMessage> wanted, int most) {
        return roster.oldest(wanted, most);
    }

    /** Shows each message, in no particular order. */
    public void forEach(Consumer<MailMessage> action) {
        roster.forEach(action);
    }

    public int size() {
        return roster.size();
    }

    private void maintain(DomainQueue domain) {
        if (domain.sets().closed()) {
            return;
        }
        maintenance.run(domain);
        if (domain.sets().closeIfEmpty()) {
            domains.forget(domain);
        } else {
            maintenance.plan(domain);
        }
    }
}
