package org.grapnel.mta.deliver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.deliver.RecipientOutcome;
import org.grapnel.hook.mail.Host;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.mta.bounce.Report;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.PastAttempt;

/**
 * What follows from the replies of one attempt: each recipient is delivered, or tried again later, or has failed.
 *
 * @param time of the attempt's end
 * @param attempts with this one
 * @param note for the history of a message that is tried again: one note of one attempt, however often its end has to be written
 * @param next the next attempt, where there is one
 * @param failure a reply by which the message fails at the next attempt, whatever comes
 */
record Consequences(
        Instant time,
        int attempts,
        Map<Reply, List<Recipient>> delivered,
        Map<Reply, List<Recipient>> later,
        List<Report> failures,
        Optional<PastAttempt> note,
        Optional<Instant> next,
        Optional<Reply> failure) {

    /** @param next empty where it is too late for another attempt */
    static Consequences of(
            Instant time, int attempts, List<RecipientOutcome> outcomes, Optional<Instant> next, Optional<Host> host) {
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
                add(reply.isTransient() ? later : delivered, reply, outcome.recipient());
            }
        }
        Optional<PastAttempt> note = later.isEmpty() ? Optional.empty() : Optional.of(note(time, host, reason(later)));
        return new Consequences(time, attempts, delivered, later, failures, note, next, Optional.empty());
    }

    /**
     * The same, but who has failed is tried again, for that reason and at that time: nobody could be told of it.
     *
     * @param failure what the attempt failed by without being made
     */
    Consequences kept(Reply why, Instant again, Optional<Reply> failure, Optional<Host> host) {
        Map<Reply, List<Recipient>> more = new LinkedHashMap<>(later);
        failures.forEach(report -> add(more, why, report.recipient()));
        Optional<PastAttempt> noted = note.or(() -> Optional.of(note(time, host, reason(more))));
        return new Consequences(time, attempts, delivered, more, List.of(), noted, Optional.of(again), failure);
    }

    private static PastAttempt note(Instant time, Optional<Host> host, String reason) {
        return new PastAttempt(time.toEpochMilli(), host.map(Host::toString).orElse(""), reason);
    }

    private static void add(Map<Reply, List<Recipient>> byReply, Reply reply, Recipient recipient) {
        byReply.computeIfAbsent(reply, key -> new ArrayList<>(1)).add(recipient);
    }

    /** RFC 3463 3.5: 4.4.7, delivery time expired; final, so a 5xx that quotes the last reply. */
    private static Reply expired(Reply last) {
        return Reply.of(554, "5.4.7", "Delivery time expired; the last reply was: " + last);
    }

    static List<Report> reports(Map<Reply, List<Recipient>> byReply, Optional<Host> host) {
        List<Report> reports = new ArrayList<>();
        byReply.forEach((reply, recipients) ->
                recipients.forEach(recipient -> reports.add(new Report(recipient, reply, host))));
        return reports;
    }

    /** Nothing is left to be tried. */
    boolean last() {
        return later.isEmpty();
    }

    /** The first of the replies by which a message waits. */
    private static String reason(Map<Reply, List<Recipient>> later) {
        return later.keySet().iterator().next().toString();
    }

    /** The message's, where something is left to be tried. */
    MailMessage.State state() {
        return new MailMessage.State(
                later.values().stream().flatMap(List::stream).toList(),
                attempts,
                next.orElseThrow().toEpochMilli(),
                reason(later),
                null,
                failure.orElse(null));
    }
}
