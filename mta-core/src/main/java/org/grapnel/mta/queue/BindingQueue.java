package org.grapnel.mta.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.stream.Stream;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.MailMessage.Place;

/** The messages of one Domain that leave through one binding. Guarded by the Domain's lock. */
final class BindingQueue {
    private final Census census;
    private final MessageHeap active = new MessageHeap(MessageHeap.BY_PRIORITY);
    private final MessageHeap delayed = new MessageHeap(MessageHeap.BY_TIME);
    private Set<MailMessage> kept =
            Set.of(); // due, in a handler's hands or on offer; a set of its own when first needed
    private final Condition arrived;
    private int connections;
    private int leaving;
    private int promising;
    private int enough;
    private long enoughUntil; // milliseconds since 1970
    private int waiting;
    private int keptArrivals;

    /** @param arrived of the lock that guards this queue */
    BindingQueue(Census census, Condition arrived) {
        this.census = census;
        this.arrived = arrived;
    }

    /** What connections wait for; one is enough for one message. */
    Condition arrived() {
        return arrived;
    }

    void activate(MailMessage message) {
        census.move(message, Place.ACTIVE);
        active.add(message);
    }

    /** Notes a due message that handlers are offered, so that it is in a set at every moment. */
    void offer(MailMessage message) {
        census.move(message, Place.ACTIVE);
        if (kept.isEmpty()) {
            kept = Collections.newSetFromMap(new IdentityHashMap<>(4));
        }
        kept.add(message);
    }

    /** The handlers did not want it; nothing happens where one of them gave it out already. */
    boolean declined(MailMessage message) {
        boolean here = unkeep(message);
        if (here) {
            activate(message);
        }
        return here;
    }

    private boolean unkeep(MailMessage message) {
        boolean here = !kept.isEmpty() && kept.remove(message);
        if (here && kept.isEmpty()) {
            kept = Set.of(); // its table may have grown large
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
        boolean here = unkeep(message) || active.remove(message);
        if (here) {
            census.move(message, Place.DELIVERING);
        }
        return here;
    }

    /** Takes a message out of whatever set it is in, to change it; false when it is not here, or under way. */
    boolean withdraw(MailMessage message) {
        boolean here = unkeep(message) || active.remove(message) || delayed.remove(message);
        if (here) {
            census.move(message, Place.CHANGING);
        }
        return here;
    }

    void delay(MailMessage message) {
        census.move(message, Place.DELAYED);
        delayed.add(message);
    }

    Optional<MailMessage> take() {
        Optional<MailMessage> first = active.poll();
        first.ifPresent(message -> census.move(message, Place.DELIVERING));
        return first;
    }

    /** Messages that are due, taken out of the delayed set, up to a number of them. */
    List<MailMessage> due(Instant now, int most) {
        List<MailMessage> due = new ArrayList<>();
        while (due.size() < most && nextDue().filter(next -> !next.isAfter(now)).isPresent()) {
            delayed.poll().ifPresent(due::add);
        }
        return due;
    }

    Optional<Instant> nextDue() {
        return delayed.peek().map(MailMessage::nextAttempt);
    }

    /** All delayed messages become due at that time. */
    int makeDue(Instant now) {
        List<MailMessage> all = delayed.stream().toList();
        for (MailMessage message : all) {
            delayed.remove(message);
            message.state(message.state().due(now.toEpochMilli()));
        }
        all.forEach(delayed::add);
        return all.size();
    }

    /** Due messages, those that a handler keeps included. */
    int active() {
        return active.size() + kept.size();
    }

    /** Due messages that were never tried. */
    int untried() {
        return active.untried();
    }

    int delayed() {
        return delayed.size();
    }

    Optional<MailMessage> head() {
        return active.peek();
    }

    long activeBytes() {
        return active.bytes() + kept.stream().mapToLong(MailMessage::size).sum();
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

    /** Marks a connection as leaving, where more stay than may. */
    boolean leave(int most) {
        boolean one = staying() > most;
        if (one) {
            leave();
        }
        return one;
    }

    /** Marks a connection as leaving. */
    void leave() {
        leaving++;
    }

    /** Connections that do not leave. */
    int staying() {
        return connections - leaving;
    }

    void connectionLeft() {
        leaving--;
        connectionEnded();
    }

    /** Connections that work or are being opened. */
    int promising() {
        return promising;
    }

    void promising(int change) {
        promising += change;
    }

    /** Until then there are not to be more connections than promise something now. */
    void enoughUntil(Instant time) {
        enough = promising;
        enoughUntil = time.toEpochMilli();
    }

    /** The most connections now, where that many are allowed. */
    int most(int allowed, Instant now) {
        return promising > 0 && now.toEpochMilli() < enoughUntil ? Math.min(allowed, enough) : allowed;
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

    /** What is due, in no particular order; only while the lock is held. */
    Stream<MailMessage> dueNow() {
        return Stream.concat(active.stream(), kept.stream());
    }
}
