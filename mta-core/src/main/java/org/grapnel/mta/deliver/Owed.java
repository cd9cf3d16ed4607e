package org.grapnel.mta.deliver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.Metadata;
import org.grapnel.mta.spool.Commit;
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
    private record Change(MailMessage message, boolean removal) {}

    private final Spool spool;
    private final ScheduledExecutorService timer;
    private final Duration pause;
    private final ConcurrentHashMap<Long, Change> owed = new ConcurrentHashMap<>();
    private final AtomicBoolean planned = new AtomicBoolean();

    /** @param pause between two repetitions */
    public Owed(Spool spool, ScheduledExecutorService timer, Duration pause) {
        this.spool = spool;
        this.timer = timer;
        this.pause = pause;
    }

    /** The message had its last event. */
    Commit remove(MailMessage message) {
        return tell(new Change(message, true));
    }

    /** The message's state changed. */
    Commit update(MailMessage message) {
        return tell(new Change(message, false));
    }

    /** Changes that the spool has refused so far. */
    public int size() {
        return owed.size();
    }

    private Commit tell(Change change) {
        long id = change.message().number();
        Commit commit = change.removal() ? spool.remove(id) : spool.update(id, Metadata.write(change.message()));
        commit.whenDone(reason -> settled(change, reason)); // in order: the latest change of a message is settled last
        return commit;
    }

    private void settled(Change change, Optional<SpoolException> refusal) {
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
                var unused = timer.schedule(this::repeat, pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.error("{} outcomes are not on stable storage, a restart repeats them", owed.size());
            }
        }
    }

    /** On the timer's thread; waits for nothing but room in the spool's queue. */
    private void repeat() {
        planned.set(false);
        List.copyOf(owed.values()).forEach(this::tell);
    }
}
