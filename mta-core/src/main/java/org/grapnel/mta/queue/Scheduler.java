package org.grapnel.mta.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.queue.DomainRequiresMasterScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the maintenance of Domains on shards of one thread each; a Domain is always maintained by the same shard. */
final class Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    /** So many go before each of the others, which must get their turn, too. */
    private static final int URGENT_AT_A_TIME = 20;

    private final List<ScheduledExecutorService> shards;
    private final List<Queue<DomainQueue>> urgent; // by shard: come before what waits there already
    private final Hooks hooks;
    private final Clock clock;
    private final Consumer<DomainQueue> maintenance;

    /** @param shards of one thread each; the first one also serves the Domains that a handler wants there */
    Scheduler(List<ScheduledExecutorService> shards, Hooks hooks, Clock clock, Consumer<DomainQueue> maintenance) {
        this.shards = shards;
        this.urgent = Stream.<Queue<DomainQueue>>generate(ConcurrentLinkedQueue::new)
                .limit(shards.size())
                .toList();
        this.hooks = hooks;
        this.clock = clock;
        this.maintenance = maintenance;
    }

    /** Maintains the Domain as soon as its shard is free; many calls before that make one run. */
    void soon(DomainQueue domain) {
        if (domain.maintenancePlanned().compareAndSet(false, true)) {
            submit(domain, Duration.ZERO, () -> {
                domain.maintenancePlanned().set(false);
                run(domain);
            });
        }
    }

    /** As {@link #soon}, but before all others that wait for the shard: for new mail, however many Domains have something to repeat. */
    void urgently(DomainQueue domain) {
        if (domain.urgent().compareAndSet(false, true)) {
            urgent.get(shard(domain)).add(domain);
            submit(domain, Duration.ZERO, () -> {});
        }
    }

    private void runUrgent(int shard) {
        DomainQueue next = urgent.get(shard).poll();
        for (int i = 1; next != null; i++) {
            next.urgent().set(false);
            run(next);
            next = i < URGENT_AT_A_TIME ? urgent.get(shard).poll() : null;
        }
    }

    /** Maintains the Domain at that time, unless an earlier time is planned already. */
    void at(DomainQueue domain, Instant time) {
        long millis = time.toEpochMilli();
        if (millis >= domain.nextMaintenance()) {
            return;
        }
        domain.nextMaintenance(millis);
        Duration wait = Duration.between(clock.instant(), time);
        submit(domain, wait.isNegative() ? Duration.ZERO : wait, () -> {
            if (domain.nextMaintenance() == millis) {
                domain.nextMaintenance(Long.MAX_VALUE);
            }
            run(domain);
        });
    }

    private void submit(DomainQueue domain, Duration wait, Runnable task) {
        int shard = shard(domain);
        Runnable inTurn = () -> {
            runUrgent(shard);
            task.run();
        };
        try {
            ScheduledFuture<?> unused = shards.get(shard).schedule(inTurn, roundedUp(wait), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: not maintained any more, the server shuts down", domain);
        }
    }

    /** A run before the time would find nothing due, and plan itself again and again until the millisecond is over. */
    private static long roundedUp(Duration wait) {
        return wait.plusNanos(999_999).toMillis();
    }

    /** Chosen once for as long as the Domain has messages: a Domain that changed its shard could be maintained twice at a time. */
    private int shard(DomainQueue domain) {
        if (domain.shard() < 0) {
            synchronized (domain) {
                if (domain.shard() < 0) {
                    domain.shard(chosen(domain));
                }
            }
        }
        return domain.shard();
    }

    private int chosen(DomainQueue domain) {
        Optional<Boolean> master = hooks.call(DomainRequiresMasterScheduler.POINT, domain.name());
        return master.orElse(false) ? 0 : Math.floorMod(domain.name().hashCode(), shards.size());
    }

    /** Runs something that belongs to no Domain, on the first shard. */
    void later(Duration wait, Runnable task) {
        try {
            ScheduledFuture<?> unused = shards.get(0).schedule(task, roundedUp(wait), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("not planned any more, the server shuts down");
        }
    }

    private void run(DomainQueue domain) {
        try {
            maintenance.accept(domain);
        } catch (RuntimeException | Error e) {
            LOG.error("maintenance of {} failed; it is tried again in a minute", domain, e);
            submit(domain, Duration.ofMinutes(1), () -> run(domain));
        }
    }
}
