package org.grapnel.mta.deliver;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.grapnel.hook.Hooks;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.ConfiguredBinding;
import org.grapnel.mta.queue.DomainQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of messages when no connection can be had. Belongs to the thread of the connection that was wanted. */
final class Unreached {
    private static final Logger LOG = LoggerFactory.getLogger(Unreached.class);

    /** Before a Domain that works with the connections it has is asked for one more. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** So much work at a time, then as much rest: nobody waits for a failure, but others may for the processors. */
    private static final long WORK_NANOS = Duration.ofMillis(10).toNanos();

    private final DeliveryServices services;
    private final DomainQueue domain;
    private final ConfiguredBinding binding;
    private final Settlement settlement;
    private final LocalAgents agents;
    private final Semaphore atATime;

    /** @param atATime how many of the process may settle messages at a time */
    Unreached(
            DeliveryServices services,
            DomainQueue domain,
            ConfiguredBinding binding,
            Settlement settlement,
            LocalAgents agents,
            Semaphore atATime) {
        this.services = services;
        this.domain = domain;
        this.binding = binding;
        this.settlement = settlement;
        this.agents = agents;
        this.atATime = atATime;
    }

    /** The message's attempt has failed. So have those of all that are due, unless others that work, or are being opened, are there for them. */
    void settle(Hooks hooks, MailMessage message, Opening.Result.Failed failed) {
        atATime.acquireUninterruptibly();
        Shift shift = new Shift();
        try {
            settlement.all(hooks, message, failed.reply(), failed.host());
            if (domain.promising(binding) == 0) {
                settleOthers(hooks, failed, shift);
            } else if (!services.queue().shaping().on(domain.name(), binding.name())) { // which has its own measure
                domain.enoughUntil(binding, services.clock().instant().plus(PAUSE));
            }
        } finally {
            shift.end();
            atATime.release();
        }
    }

    private void settleOthers(Hooks hooks, Opening.Result.Failed failed, Shift shift) {
        for (Optional<MailMessage> other = domain.take(binding); other.isPresent(); other = domain.take(binding)) {
            shift.goesOn();
            MailMessage message = other.get();
            try {
                if (!agents.attempt(hooks, message)) {
                    settlement.all(hooks, message, failed.reply(), failed.host());
                }
            } catch (RuntimeException | Error e) {
                LOG.error("{}: the attempt was ended by a fault of the server; it is tried again", message, e);
                settlement.putBack(message);
            }
        }
    }

    /** Work with as much rest. */
    private static final class Shift {
        private long begun = System.nanoTime();

        void goesOn() {
            if (System.nanoTime() - begun >= WORK_NANOS) {
                end();
                begun = System.nanoTime();
            }
        }

        void end() {
            LockSupport.parkNanos(Math.min(WORK_NANOS, System.nanoTime() - begun));
        }
    }
}
