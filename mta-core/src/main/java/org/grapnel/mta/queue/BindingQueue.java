package org.grapnel.mta.queue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.grapnel.mta.mail.MailMessage;

/** The messages of one Domain that leave through one binding. Guarded by the Domain's lock. */
final class BindingQueue {
    private final String binding;
    private final ArrayDeque<MailMessage> active = new ArrayDeque<>();
    private final PriorityQueue<MailMessage> delayed = new PriorityQueue<>(
            Comparator.comparingLong((MailMessage m) -> m.state().nextAttempt())
                    .thenComparingLong(MailMessage::number));
    private int connections;
    private int waiting;

    BindingQueue(String binding) {
        this.binding = binding;
    }

    String binding() {
        return binding;
    }

    void activate(MailMessage message) {
        message.place(MailMessage.Place.ACTIVE);
        active.addLast(message);
    }

    void delay(MailMessage message) {
        message.place(MailMessage.Place.DELAYED);
        delayed.add(message);
    }

    Optional<MailMessage> take() {
        MailMessage message = active.pollFirst();
        if (message != null) {
            message.place(MailMessage.Place.DELIVERING);
        }
        return Optional.ofNullable(message);
    }

    /** The first message that is due, taken out of the delayed set. */
    Optional<MailMessage> due(Instant now) {
        MailMessage first = delayed.peek();
        return first != null && first.state().nextAttempt() <= now.toEpochMilli()
                ? Optional.ofNullable(delayed.poll())
                : Optional.empty();
    }

    Optional<Instant> nextDue() {
        return Optional.ofNullable(delayed.peek()).map(MailMessage::nextAttempt);
    }

    int active() {
        return active.size();
    }

    int delayed() {
        return delayed.size();
    }

    Optional<MailMessage> head() {
        return Optional.ofNullable(active.peekFirst());
    }

    long activeBytes() {
        return active.stream().mapToLong(MailMessage::size).sum();
    }

    int connections() {
        return connections;
    }

    void connectionOpened() {
        connections++;
    }

    void connectionEnded() {
        connections--;
    }

    /** Connections that are open and have nothing to send. */
    int waiting() {
        return waiting;
    }

    void waiting(int change) {
        waiting += change;
    }

    boolean isEmpty() {
        return active.isEmpty() && delayed.isEmpty() && connections == 0;
    }
}
