package org.grapnel.mta.queue;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.MailMessage.Place;

/**
 * How many messages are where, by destination and binding. Kept with every move, so that nobody need look at a million messages to know
 * it; that is why nobody else tells a message its place. Safe for use by any thread; a look while messages move is of no one moment.
 */
final class Census {
    private static final Place[] PLACES = Place.values();

    private final ConcurrentHashMap<Lane, Counts> lanes = new ConcurrentHashMap<>();

    /** Where messages of one destination leave through one binding. */
    private record Lane(String domain, String binding) {
        static Lane of(MailMessage message) {
            return new Lane(message.routingDomain(), message.binding());
        }
    }

    /** Of one lane; changed only within the map's computations, read by anybody. */
    private static final class Counts {
        private final Map<Place, AtomicInteger> places = new EnumMap<>(Place.class); // never another entry

        Counts() {
            for (Place place : Place.values()) {
                places.put(place, new AtomicInteger());
            }
        }

        void add(Place place, int change) {
            Objects.requireNonNull(places.get(place)).addAndGet(change);
        }

        boolean isZero() {
            for (AtomicInteger count : places.values()) {
                if (count.get() != 0) {
                    return false;
                }
            }
            return true;
        }

        int of(Place place) {
            return Objects.requireNonNull(places.get(place)).get();
        }
    }

    /** Counts a message that is in the roster from now on. */
    void enter(MailMessage message) {
        count(message, message.place(), 1);
    }

    /** Counts a message no more; it belongs to the caller, who alone may move it. */
    void leave(MailMessage message) {
        count(message, message.place(), -1);
    }

    /** For the owner of the moment. */
    void move(MailMessage message, Place to) {
        Place from = message.place();
        message.place(to);
        moved(message, from, to);
    }

    /** For those who are not the only ones to try; false when another was faster. */
    boolean move(MailMessage message, Place from, Place to) {
        boolean first = message.move(from, to);
        if (first) {
            moved(message, from, to);
        }
        return first;
    }

    private void moved(MailMessage message, Place from, Place to) {
        if (from != to) {
            lanes.computeIfPresent(Lane.of(message), (lane, counts) -> {
                counts.add(from, -1);
                counts.add(to, 1);
                return counts;
            });
        }
    }

    private void count(MailMessage message, Place place, int change) {
        lanes.compute(Lane.of(message), (lane, known) -> {
            Counts counts = known == null ? new Counts() : known;
            counts.add(place, change);
            return counts.isZero() ? null : counts;
        });
    }

    /** Of thousands of lanes, so without a copy of each. */
    void tell(Counting counting) {
        lanes.forEach((lane, counts) -> {
            for (Place place : PLACES) {
                int count = counts.of(place);
                if (count != 0) {
                    counting.count(lane.domain(), lane.binding(), place, count);
                }
            }
        });
    }
}
