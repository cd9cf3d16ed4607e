package org.grapnel.mta.deliver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.Metadata;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.Load;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the spool what became of messages, and repeats what it refused until it takes it: a message that was delivered must not be sent
 * again after a restart. Safe for use by any thread.
 */
public final class Owed {
    private static final Logger LOG = LoggerFactory.getLogger(Owed.class);

    /** What the spool has not taken yet: the end of a message, or its present state. */
    private record Debt(MailMessage message, boolean removal) {}

    private final Spool spool;
    private final ScheduledExecutorService timer;
    private final Duration pause;
    private final ConcurrentHashMap<Long, Debt> owed = new ConcurrentHashMap<>();
    private final Set<Long> undecided = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean planned = new AtomicBoolean();

    /** @param pause between two repetitions */
    public Owed(Spool spool, ScheduledExecutorService timer, Duration pause) {
        this.spool = spool;
        this.timer = timer;
        this.pause = pause;
    }

    /** The message had its last event. */
    Commit remove(MailMessage message) {
        return tell(new Debt(message, true));
    }

    /** The message's state changed. */
    Commit update(MailMessage message) {
        return tell(new Debt(message, false));
    }

    /** Changes that the spool has refused so far. */
    public int size() {
        return owed.size();
    }

    /**
     * Stores mail that was made of a message in one unit with what becomes of that message, and waits for it: after a crash both are there, or
     * neither. The caller has this message in hand ({@link #hold}) where its state changes.
     *
     * @param fate what becomes of it: its end, its present state, or nothing that is written
     * @return the commit, which is done; empty when it was refused: then nothing has happened, and nothing is repeated
     */
    Optional<Commit> together(List<Load> made, MailMessage message, Fate fate) {
        long id = message.number();
        Commit commit = spool.store(made, fate.of(message));
        Optional<SpoolException> refusal = outcome(commit);
        if (refusal.isEmpty()) {
            if (fate != Fate.UNWRITTEN) {
                owed.computeIfPresent(id, (key, older) -> older.removal() && fate != Fate.ENDED ? older : null);
            }
            return Optional.of(commit);
        }
        if (refusal.get().kind() == SpoolException.Kind.NO_SUCH_MESSAGE && fate != Fate.UNWRITTEN) {
            LOG.warn("{}: the spool has it no more, only what follows from it is stored", message);
            return together(made, message, Fate.UNWRITTEN);
        }
        LOG.error(
                "{}: what follows from its failure can't be stored, so it has not failed yet: {}",
                message,
                refusal.get().getMessage());
        return Optional.empty();
    }

    /** Waits whatever interrupts: of a unit that ends a message one must know what became. The spool settles it, or ends. */
    private static Optional<SpoolException> outcome(Commit commit) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    commit.await();
                    return Optional.empty();
                } catch (SpoolException e) {
                    return Optional.of(e);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Until {@link #release}, nothing of this message is repeated: its owner has a state for it that is not decided yet. */
    synchronized void hold(MailMessage message) {
        undecided.add(message.number());
    }

    void release(MailMessage message) {
        undecided.remove(message.number());
    }

    /** Where the spool has refused a change of the message, one who repeats that may be about to write what was before. */
    private Commit tell(Debt change) {
        return owed.containsKey(change.message().number()) ? tellInTurn(change) : write(change);
    }

    private synchronized Commit tellInTurn(Debt change) {
        return write(change);
    }

    private Commit write(Debt change) {
        long id = change.message().number();
        Commit commit = change.removal() ? spool.remove(id) : spool.update(id, Metadata.write(change.message()));
        commit.whenDone(reason -> settled(change, reason)); // in order: the latest change of a message is settled last
        return commit;
    }

    private void settled(Debt change, Optional<SpoolException> refusal) {
        long id = change.message().number();
        if (refusal.isEmpty()) {
            owed.computeIfPresent(id, (key, other) -> other.removal() && !change.removal() ? other : null);
            return;
        }
        SpoolException reason = refusal.get();
        if (reason.kind() == SpoolException.Kind.NO_SUCH_MESSAGE) {
            if (owed.remove(id) == null) {
                LOG.warn("{}: its outcome came twice, the spool has it no more", change.message());
            }
            return;
        }
        if (reason.kind() == SpoolException.Kind.CLOSED) {
            LOG.error(
                    "{}: the outcome of its delivery is not on stable storage, a restart repeats it: {}",
                    change.message(),
                    reason.getMessage());
            return;
        }
        boolean first = owed.isEmpty();
        owed.merge(id, change, (before, now) -> before.removal() ? before : now);
        if (first) {
            LOG.error(
                    "{}: the outcome of its delivery is not on stable storage; it and those that follow are written again"
                            + " until the spool takes them: {}",
                    change.message(),
                    reason.getMessage());
        }
        plan();
    }

    private void plan() {
        if (planned.compareAndSet(false, true)) {
            try {
                var unused = timer.schedule(this::repeatAll, pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.error("{} outcomes are not on stable storage, a restart repeats them", owed.size());
            }
        }
    }

    /** On the timer's thread; waits for nothing but room in the spool's queue. */
    private void repeatAll() {
        planned.set(false);
        boolean left = false;
        for (Debt change : List.copyOf(owed.values())) {
            left |= !repeat(change);
        }
        if (left) {
            plan();
        }
    }

    private synchronized boolean repeat(Debt change) {
        if (undecided.contains(change.message().number())) {
            return false;
        }
        write(change);
        return true;
    }
}
