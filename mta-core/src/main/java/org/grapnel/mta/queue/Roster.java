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

    private final List<RosterStripe> stripes =
            IntStream.range(0, STRIPES).mapToObj(i -> new RosterStripe()).toList();
    private final AtomicInteger size = new AtomicInteger();

    private RosterStripe stripe(long number) {
        return stripes.get((int) (number & (STRIPES - 1)));
    }

    void add(MailMessage message) {
        if (stripe(message.number()).put(message)) {
            size.incrementAndGet();
        }
    }

    void remove(MailMessage message) {
        if (stripe(message.number()).remove(message.number())) {
            size.decrementAndGet();
        }
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
        PriorityQueue<MailMessage> newestOnTop = new PriorityQueue<>(
                Comparator.comparingLong(MailMessage::number).reversed());
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
        found.sort(Comparator.comparingLong(MailMessage::number));
        return found;
    }
}
