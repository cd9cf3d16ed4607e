package org.grapnel.mta.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.queue.ConnectionGoal;
import org.grapnel.hook.queue.ConnectionTarget;
import org.grapnel.hook.queue.MailQueueMaintain;
import org.grapnel.hook.queue.MailQueueMaintainDomain;
import org.grapnel.hook.queue.PostMailQueueMaintainDomain;
import org.grapnel.hook.queue.PreMailQueueMaintainDomain;
import org.grapnel.hook.queue.Scheduled;
import org.grapnel.hook.queue.SetDelayedQueueEvent;
import org.grapnel.mta.config.QueueOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.mail.MailMessage;

/** What is done for a Domain from time to time: due messages become active, and connections are opened for them. Runs on the Domain's shard. */
final class Maintenance {
    /** One more connection is wanted for so many messages that are due. */
    private static final int MESSAGES_PER_CONNECTION = 5;
    /** A handler that plans for the past must not keep the shard busy. */
    private static final Duration SHORTEST_PLAN = Duration.ofSeconds(1);
    /** So many messages of one Domain become due at a time, so that a huge one does not keep the other Domains of its shard waiting. */
    private static final int MOST_AT_A_TIME = 500;
    /** A message that is due for so long is not left to connections that are busy, with a slow server perhaps. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<Settings> settings;
    private final Hooks hooks;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Queue queue;
    private final Queue.Opener opener;

    Maintenance(
            Supplier<Settings> settings,
            Hooks hooks,
            Clock clock,
            Scheduler scheduler,
            Queue queue,
            Queue.Opener opener) {
        this.settings = settings;
        this.hooks = hooks;
        this.clock = clock;
        this.scheduler = scheduler;
        this.queue = queue;
        this.opener = opener;
    }

    void run(DomainQueue domain) {
        Instant now = clock.instant();
        boolean due = domain.active() > 0
                || domain.nextDue().filter(next -> !next.isAfter(now)).isPresent();
        if (!due) {
            return;
        }
        hooks.call(PreMailQueueMaintainDomain.POINT, domain, now);
        int opened =
                hooks.call(MailQueueMaintainDomain.POINT, domain, now).orElseGet(() -> maintainBindings(domain, now));
        domain.opened(hooks.call(PostMailQueueMaintainDomain.POINT, opened, domain, now));
    }

    private int maintainBindings(DomainQueue domain, Instant now) {
        int opened = 0;
        for (String name : domain.bindings()) {
            activate(domain, name, now);
            if (!domain.suspended(name)) {
                opened += maintain(domain, ConfiguredBinding.of(settings.get(), name), now);
            }
        }
        return opened;
    }

    private void activate(DomainQueue domain, String binding, Instant now) {
        List<MailMessage> due = domain.sets().offerDue(binding, now, MOST_AT_A_TIME);
        due.forEach(message -> queue.offer(domain, message));
        if (due.size() == MOST_AT_A_TIME) {
            scheduler.soon(domain);
        }
    }

    private int maintain(DomainQueue domain, ConfiguredBinding binding, Instant now) {
        ActiveSet active = new ActiveSet(domain, binding.name());
        if (active.size() == 0) {
            return 0;
        }
        int open = domain.locked(binding.name(), BindingQueue::connections);
        int allowed = queue.shaping().renewed(domain.name(), binding.name());
        int most = domain.locked(binding.name(), sets -> sets.most(allowed, now));
        int wanted = (active.size() + MESSAGES_PER_CONNECTION - 1) / MESSAGES_PER_CONNECTION;
        if (stuck(active, now) && domain.wantsConnections(binding.name(), most)) {
            wanted = Math.max(wanted, open + 1);
        }
        ConnectionTarget goal = new ConnectionTarget(Math.min(most, wanted), open);
        goal = hooks.call(ConnectionGoal.POINT, goal, domain, binding, active);
        int reserve = Math.max(0, Math.min(most - open, opener.free()));
        if (hooks.call(MailQueueMaintain.POINT, domain, binding, active, now, goal, reserve)
                .isPresent()) {
            return 0;
        }
        int missing = Math.max(0, Math.min(goal.wanted(), most) - open);
        if (reserve == 0) {
            missing = Math.min(1, missing); // beyond the reserve they stand in line, one for all
        }
        for (int i = 0; i < missing; i++) {
            domain.change(binding.name(), BindingQueue::connectionOpened);
            opener.open(domain, binding);
        }
        return missing;
    }

    private static boolean stuck(ActiveSet active, Instant now) {
        return active.due().filter(due -> !due.plus(PATIENCE).isAfter(now)).isPresent();
    }

    /**
     * The next look: as a handler says, else when the first delayed message is due, at the latest after the scan interval, and
     * soon where messages wait for a connection; not before a moment has passed, whatever the handler says.
     */
    void plan(DomainQueue domain) {
        Instant now = clock.instant();
        Optional<Scheduled> answer = hooks.call(SetDelayedQueueEvent.POINT, domain, now);
        Optional<Instant> next = answer.isPresent() ? answer.get().at() : byDefault(domain, now);
        Instant soonest = answer.isPresent() ? now.plus(SHORTEST_PLAN) : now;
        next.ifPresent(time -> scheduler.at(domain, time.isBefore(soonest) ? soonest : time));
    }

    /** Due messages are looked at again too: limits, handlers and goals that keep them back may change. */
    private Optional<Instant> byDefault(DomainQueue domain, Instant now) {
        Instant scan =
                now.plus(settings.get().get(QueueOptions.DELAYED_QUEUE_SCAN_INTERVAL, domain.name(), Binding.DEFAULT));
        Optional<Instant> due = domain.nextDue();
        if (domain.active() > 0) {
            Instant soon = (domain.connections() > 0 || domain.opened() > 0) && opener.free() > 0 && domain.anyUnkept()
                    ? now.plus(PATIENCE)
                    : scan; // otherwise a limit, an operator or a handler keeps them back
            due = Optional.of(due.filter(first -> first.isBefore(soon)).orElse(soon));
        }
        return due.map(first -> first.isBefore(scan) ? first : scan);
    }
}
