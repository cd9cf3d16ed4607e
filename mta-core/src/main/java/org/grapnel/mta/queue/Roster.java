package org.grapnel.mta.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.grapnel.mta.mail.MailMessage;

/** Every message of the queue by its number, wherever it is. Safe for use by any thread; readers see each message that was there all the time. */
final class Roster {
    private static final int STRIPES = 64; // a power of two
    private static final Comparator<MailMessage> BY_AGE = Comparator.comparingLong(MailMessage::number);

    private final List<RosterStripe> stripes =
            IntStream.range(0, STRIPES).mapToObj(i -> new RosterStripe()).toList();
    private final AtomicInteger size = new AtomicInteger();

    private RosterStripe stripe(long number) {
        return stripes.get((int) (number & (STRIPES - 1)));
    }

    /** False when it was here already. */
    boolean add(MailMessage message) {
        boolean added = stripe(message.number()).put(message);
        if (added) {
            size.incrementAndGet();
        }
        return added;
    }

    /** False when it was not here. */
    boolean remove(MailMessage message) {
        boolean removed = stripe(message.number()).remove(message.number());
        if (removed) {
            size.decrementAndGet();
        }
        return removed;
    }

    Optional<MailMessage> find(long number) {
        return stripe(number).find(number);
    }

    int size() {
        return size.get();
    }

    void forEach(Consumer<MailMessage> action) {
        stripes.forEach(stripe -> stripe.snapshot().forEach(action));
    }

    /** The oldest that match, oldest first; remembers no more than asked for. */
    List<MailMessage> oldest(Predicate<MailMessage> wanted, int most) {
        if (most >= size()) { // all of them, perhaps: to sort once costs less than to keep the oldest at each step
            List<MailMessage> matching = new ArrayList<>();
            forEach(message -> {
                if (wanted.test(message)) {
                    matching.add(message);
                }
            });
            matching.sort(BY_AGE);
            return matching.subList(0, Math.min(most, matching.size()));
        }
        PriorityQueue<MailMessage> newestOnTop = new PriorityQueue<>(BY_AGE.reversed());
        forEach(message -> {
            boolean full = newestOnTop.size() >= most;
            if ((!full || message.number() < newestOnTop.element().number()) && wanted.test(message)) {
                newestOnTop.add(message);
                if (full) {
                    newestOnTop.remove();
                }
            }
        });
        List<MailMessage> found = new ArrayList<>(newestOnTop);
        found.sort(BY_AGE);
        return found;
    }
}
