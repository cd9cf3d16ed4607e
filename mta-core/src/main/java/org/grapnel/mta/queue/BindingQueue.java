package org.grapnel.mta.queue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.grapnel.mta.mail.MailMessage;

/** The messages of one Domain that leave through one binding. Guarded by the Domain's lock. */
final class BindingQueue {
    private final String binding;
    private final ArrayDeque<MailMessage> active = new ArrayDeque<>();
    private final PriorityQueue<MailMessage> delayed = new PriorityQueue<>(
            Comparator.comparingLong((MailMessage m) -> m.state().nextAttempt())
                    .thenComparingLong(MailMessage::number));
    private final Set<MailMessage> kept =
            Collections.newSetFromMap(new IdentityHashMap<>(0)); // due, in a handler's hands
    private int connections;
    private int waiting;
    private int keptArrivals;

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

    /** Notes a due message that handlers are offered, so that it is in a set at every moment. */
    void offer(MailMessage message) {
        message.place(MailMessage.Place.ACTIVE);
        kept.add(message);
    }

    /** The handlers did not want it; nothing happens where one of them gave it out already. */
    boolean declined(MailMessage message) {
        boolean here = kept.remove(message);
        if (here) {
            activate(message);
        }
        return here;
    }

    void keptArrived() {
        keptArrivals++;
    }

    /** Changes whenever a handler has kept a message that became due. */
    int keptArrivals() {
        return keptArrivals;
    }

    int kept() {
        return kept.size();
    }

    /** Takes a message that a handler chose; false when it is not due here, or under way already. */
    boolean claim(MailMessage message) {
        boolean here = kept.remove(message) || active.remove(message);
        if (here) {
            message.place(MailMessage.Place.DELIVERING);
        }
        return here;
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

    /** Due messages, those that a handler keeps included. */
    int active() {
        return active.size() + kept.size();
    }

    int delayed() {
        return delayed.size();
    }

    Optional<MailMessage> head() {
        return Optional.ofNullable(active.peekFirst());
    }

    long activeBytes() {
        return Stream.concat(active.stream(), kept.stream())
                .mapToLong(MailMessage::size)
                .sum();
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
        return active.isEmpty() && kept.isEmpty() && delayed.isEmpty() && connections == 0;
    }
}
