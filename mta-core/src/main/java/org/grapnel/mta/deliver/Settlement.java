package org.grapnel.mta.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.bounce.DsnAction;
import org.grapnel.hook.deliver.RecipientOutcome;
import org.grapnel.hook.mail.Host;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.spool.PreSwapOutMeta;
import org.grapnel.hook.spool.SwapFlag;
import org.grapnel.mta.bounce.Notices;
import org.grapnel.mta.config.QueueOptions;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.PastAttempt;
import org.grapnel.mta.queue.DomainQueue;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.SpoolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws the consequences of an attempt: events, notices, spool, queue. Each recipient gets exactly one final event. Belongs
 * to the connection's thread.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    /** Before an attempt is repeated that failed for a reason of the server's own. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Reply UNTOLD = Reply.of(451, "4.3.0", "The notice of failure can't be stored");

    private final DeliveryServices services;
    private final DomainQueue domain;
    /** Commits come in order, so who waits for the latest one waits for all; what fails is repeated. */
    private @Nullable Commit pending;

    Settlement(DeliveryServices services, DomainQueue domain) {
        this.services = services;
        this.domain = domain;
    }

    /** The same reply for all recipients. */
    void all(Hooks hooks, MailMessage message, Reply reply, Optional<Host> host) {
        each(
                hooks,
                message,
                message.recipients().stream()
                        .map(recipient -> new RecipientOutcome(recipient, reply))
                        .toList(),
                host);
    }

    /** As {@link #each(Hooks, MailMessage, List, Optional, Optional)}, where nobody is told of successes. */
    void each(Hooks hooks, MailMessage message, List<RecipientOutcome> outcomes, Optional<Host> host) {
        each(hooks, message, outcomes, host, Optional.empty());
    }

    /**
     * One reply for each recipient; those that are failed for now are tried again, or given up when their time is over.
     *
     * @param success what a sender who asked for it is told of a success; empty where the next hop does that
     */
    void each(
            Hooks hooks,
            MailMessage message,
            List<RecipientOutcome> outcomes,
            Optional<Host> host,
            Optional<DsnAction> success) {
        Consequences drawn = drawn(hooks, message, outcomes, host);
        try (Notices notices = services.bounces().about(hooks, message)) {
            if (!make(notices, message, drawn, host, success)) {
                drawn = kept(hooks, message, drawn, host);
            }
            if (!notices.isEmpty() && concludeWith(notices, hooks, message, drawn, host)) {
                return;
            }
            boolean untold = !notices.isEmpty() && !drawn.failures().isEmpty();
            conclude(hooks, message, untold ? kept(hooks, message, drawn, host) : drawn, host);
        }
    }

    /** Nobody fails of whom the sender can't be told. */
    private Consequences kept(Hooks hooks, MailMessage message, Consequences drawn, Optional<Host> host) {
        LOG.warn("{}: kept after attempt {}: the notice of failure can't be stored", message, drawn.attempts());
        Instant again = drawn.next().orElseGet(() -> services.retry()
                .next(hooks, message, drawn.attempts(), drawn.time())
                .orElse(drawn.time().plus(PAUSE)));
        return drawn.kept(UNTOLD, again, Optional.ofNullable(message.state().failure()), host);
    }

    private Consequences drawn(Hooks hooks, MailMessage message, List<RecipientOutcome> outcomes, Optional<Host> host) {
        Instant now = services.clock().instant();
        int attempts = message.attempts() + 1;
        boolean anyTransient =
                outcomes.stream().anyMatch(outcome -> outcome.reply().isTransient());
        Optional<Instant> next = anyTransient ? services.retry().next(hooks, message, attempts, now) : Optional.empty();
        return Consequences.of(now, attempts, outcomes, next, host);
    }

    /** All that the sender is to be told; false when he can't be told of a failure now. */
    private boolean make(
            Notices notices,
            MailMessage message,
            Consequences drawn,
            Optional<Host> host,
            Optional<DsnAction> success) {
        success.ifPresent(action -> notices.add(action, Consequences.reports(drawn.delivered(), host)));
        if (drawn.next().isPresent() && late(message, drawn.time())) {
            notices.add(DsnAction.DELAYED, Consequences.reports(drawn.later(), host));
        }
        return notices.add(DsnAction.FAILED, drawn.failures());
    }

    /**
     * True for the first attempt that ended when the mail was too late already. The attempt before it is in the message's history, so nothing
     * else need be kept, and it does not matter who changed the time of this one.
     */
    private boolean late(MailMessage message, Instant now) {
        Duration patience = services.settings().get().get(QueueOptions.DELAY_WARNING, domain.name(), message.binding());
        if (patience.isZero()) {
            return false;
        }
        List<PastAttempt> past = message.pastAttempts();
        long before = past.isEmpty()
                ? message.received().toEpochMilli()
                : past.get(past.size() - 1).time();
        long due = message.received().plus(patience).toEpochMilli();
        return before < due && now.toEpochMilli() >= due;
    }

    private void events(Hooks hooks, MailMessage message, Consequences drawn, Optional<Host> host) {
        drawn.delivered().forEach((reply, recipients) -> services.log()
                .delivered(hooks, message, domain, recipients, reply, host));
        drawn.later().forEach((reply, recipients) -> services.log()
                .deferred(hooks, message, domain, recipients, reply, host));
        Map<Reply, List<Recipient>> failed = new LinkedHashMap<>();
        drawn.failures().forEach(failure -> failed.computeIfAbsent(failure.reply(), key -> new ArrayList<>(1))
                .add(failure.recipient()));
        failed.forEach((reply, recipients) -> services.log().failed(hooks, message, domain, recipients, reply, host));
    }

    private void conclude(Hooks hooks, MailMessage message, Consequences drawn, Optional<Host> host) {
        events(hooks, message, drawn, host);
        if (drawn.last()) {
            services.queue().done(message);
            pending = services.owed().remove(message);
            return;
        }
        message.state(drawn.state());
        Object noted = message.note(drawn.note().orElseThrow());
        if (mayBeWritten(hooks, message)) {
            Commit written = services.owed().update(message);
            pending = written;
            written.whenDone(reason -> {
                if (reason.isEmpty()) {
                    message.written(noted);
                    services.queue().pageOut(message);
                }
            });
        }
        services.queue().requeue(message);
    }

    /**
     * As {@link #conclude}, in one unit with notices: a crash leaves the message as it was, or what follows from the attempt, notices
     * included.
     *
     * @return false when the unit was refused: nothing has happened
     */
    private boolean concludeWith(
            Notices notices, Hooks hooks, MailMessage message, Consequences drawn, Optional<Host> host) {
        if (drawn.last()) {
            Optional<Commit> ended = services.owed().together(notices.loads(), message, Fate.ENDED);
            if (ended.isPresent()) {
                pending = ended.get();
                notices.handOver();
                events(hooks, message, drawn, host);
                services.queue().done(message);
            }
            return ended.isPresent();
        }
        MailMessage.State before = message.state();
        MailMessage.State after = drawn.state();
        boolean stored = false;
        services.owed().hold(message);
        try {
            message.state(after);
            Object noted = message.note(drawn.note().orElseThrow());
            boolean write = mayBeWritten(hooks, message);
            Optional<Commit> written =
                    services.owed().together(notices.loads(), message, write ? Fate.CHANGED : Fate.UNWRITTEN);
            message.state(before); // whom the events reach sees the message as it was attempted
            if (written.isEmpty()) {
                return false;
            }
            stored = true;
            pending = written.get();
            notices.handOver();
            events(hooks, message, drawn, host);
            if (write) {
                message.written(noted);
            }
        } finally {
            message.state(stored ? after : before);
            services.owed().release(message);
        }
        services.queue().pageOut(message);
        services.queue().requeue(message);
        return true;
    }

    private static boolean mayBeWritten(Hooks hooks, MailMessage message) {
        if (hooks.call(PreSwapOutMeta.POINT, message, Set.of(SwapFlag.ATTEMPT)) instanceof Verdict.Fail fail) {
            LOG.warn(
                    "{}: a handler of {} stopped the write of its state: {}",
                    message,
                    PreSwapOutMeta.POINT,
                    fail.reason());
            return false;
        }
        return true;
    }

    /** After a fault of the server: the message waits for a moment and is tried again, unless it has had its last event. */
    void putBack(MailMessage message) {
        if (message.place() != MailMessage.Place.DELIVERING
                || services.queue().message(message.number()).isEmpty()) {
            return;
        }
        MailMessage.State state = message.state();
        message.state(new MailMessage.State(
                state.recipients(),
                state.attempts() + 1,
                services.clock().instant().plus(PAUSE).toEpochMilli(),
                "451 4.3.0 The attempt was ended by a fault of the server",
                state.held(),
                state.failure()));
        services.queue().requeue(message);
    }

    /** Waits until everything so far is on stable storage; a reason where that failed. */
    Optional<String> awaitDurable() {
        Commit last = pending;
        pending = null;
        if (last == null) {
            return Optional.empty();
        }
        try {
            last.await();
            return Optional.empty();
        } catch (SpoolException e) {
            return Optional.of("the spool can't be written: " + e.getMessage()); // logged where it is owed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
