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
import org.grapnel.mta.bounce.Report;
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
        int attempts = message.attempts() + 1;
        Instant now = services.clock().instant();
        boolean anyTransient =
                outcomes.stream().anyMatch(outcome -> outcome.reply().isTransient());
        Optional<Instant> next = anyTransient ? services.retry().next(hooks, message, attempts, now) : Optional.empty();
        Map<Reply, List<Recipient>> delivered = new LinkedHashMap<>();
        Map<Reply, List<Recipient>> later = new LinkedHashMap<>();
        List<Report> failures = new ArrayList<>();
        for (RecipientOutcome outcome : outcomes) {
            Reply reply = outcome.reply();
            if (reply.isPermanent()) {
                failures.add(new Report(outcome.recipient(), reply, host));
            } else if (reply.isTransient() && next.isEmpty()) {
                failures.add(new Report(outcome.recipient(), expired(reply), host));
            } else {
                (reply.isTransient() ? later : delivered)
                        .computeIfAbsent(reply, key -> new ArrayList<>(1))
                        .add(outcome.recipient());
            }
        }
        success.ifPresent(action -> services.bounces().tell(hooks, message, action, reports(delivered, host)));
        if (next.filter(time -> late(message, time)).isPresent()) {
            services.bounces().tell(hooks, message, DsnAction.DELAYED, reports(later, host));
        }
        boolean told = failures.isEmpty() || services.bounces().failed(hooks, message, failures);
        if (!told) {
            keep(message, attempts, now, "the notice of failure can't be stored");
            later.computeIfAbsent(
                            Reply.of(451, "4.3.0", "The notice of failure can't be stored"), key -> new ArrayList<>())
                    .addAll(failures.stream().map(Report::recipient).toList());
            failures = List.of();
            next = Optional.of(next.orElseGet(
                    () -> services.retry().next(hooks, message, attempts, now).orElse(now.plus(PAUSE))));
        }
        events(hooks, message, delivered, later, failures, host);
        Optional<Reply> failure =
                told ? Optional.empty() : Optional.ofNullable(message.state().failure());
        conclude(hooks, message, attempts, later, next, failure, host);
    }

    private static List<Report> reports(Map<Reply, List<Recipient>> byReply, Optional<Host> host) {
        List<Report> reports = new ArrayList<>();
        byReply.forEach((reply, recipients) ->
                recipients.forEach(recipient -> reports.add(new Report(recipient, reply, host))));
        return reports;
    }

    /**
     * True for the one attempt after which it is certain that the message will be later than its sender should find out by
     * himself: the time for the warning lies between this attempt and the next, so nothing about it need be kept.
     */
    private boolean late(MailMessage message, Instant next) {
        Duration patience = services.settings().get().get(QueueOptions.DELAY_WARNING, domain.name(), message.binding());
        Instant due = message.received().plus(patience);
        return !patience.isZero() && !message.nextAttempt().isAfter(due) && next.isAfter(due);
    }

    /** RFC 3463 3.5: 4.4.7, delivery time expired; final, so a 5xx that quotes the last reply. */
    private static Reply expired(Reply last) {
        return Reply.of(554, "5.4.7", "Delivery time expired; the last reply was: " + last);
    }

    private static void keep(MailMessage message, int attempts, Instant now, String why) {
        LOG.warn("{}: kept after attempt {} at {}: {}", message, attempts, now, why);
    }

    private void events(
            Hooks hooks,
            MailMessage message,
            Map<Reply, List<Recipient>> delivered,
            Map<Reply, List<Recipient>> later,
            List<Report> failures,
            Optional<Host> host) {
        delivered.forEach(
                (reply, recipients) -> services.log().delivered(hooks, message, domain, recipients, reply, host));
        later.forEach((reply, recipients) -> services.log().deferred(hooks, message, domain, recipients, reply, host));
        Map<Reply, List<Recipient>> failed = new LinkedHashMap<>();
        failures.forEach(failure -> failed.computeIfAbsent(failure.reply(), key -> new ArrayList<>(1))
                .add(failure.recipient()));
        failed.forEach((reply, recipients) -> services.log().failed(hooks, message, domain, recipients, reply, host));
    }

    /** @param failure by which the message fails at the next attempt too */
    private void conclude(
            Hooks hooks,
            MailMessage message,
            int attempts,
            Map<Reply, List<Recipient>> later,
            Optional<Instant> next,
            Optional<Reply> failure,
            Optional<Host> host) {
        if (later.isEmpty()) {
            services.queue().done(message);
            pending = services.owed().remove(message);
            return;
        }
        message.state(new MailMessage.State(
                later.values().stream().flatMap(List::stream).toList(),
                attempts,
                next.orElseThrow().toEpochMilli(),
                later.keySet().iterator().next().toString(),
                null,
                failure.orElse(null)));
        Object noted = note(message, later, host);
        if (hooks.call(PreSwapOutMeta.POINT, message, Set.of(SwapFlag.ATTEMPT)) instanceof Verdict.Fail fail) {
            LOG.warn(
                    "{}: a handler of {} stopped the write of its state: {}",
                    message,
                    PreSwapOutMeta.POINT,
                    fail.reason());
        } else {
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

    private Object note(MailMessage message, Map<Reply, List<Recipient>> later, Optional<Host> host) {
        String reply = later.keySet().iterator().next().toString();
        return message.note(new PastAttempt(
                services.clock().millis(), host.map(Host::toString).orElse(""), reply));
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
