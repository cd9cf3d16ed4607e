package org.grapnel.mta.dns;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Answers by name until their TTL ends, the longest unused leaving first when it is full. dnsjava's own cache is not used:
 * it forgets the raw answer and reads the system clock. Guarded by its monitor, held for a look-up only.
 */
final class AnswerCache<A> {
    private record Entry<A>(A answer, long expires) {}

    private final int capacity;
    private final LongSupplier nanoTime;
    private final Map<String, Entry<A>> entries = new LinkedHashMap<>(64, 0.75f, true);

    AnswerCache(int capacity, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    /** An answer and what is left of its time. */
    record Hit<A>(A answer, Duration left) {}

    synchronized Optional<Hit<A>> get(String name) {
        Entry<A> entry = entries.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        long left = entry.expires() - nanoTime.getAsLong();
        if (left <= 0) {
            entries.remove(name);
            return Optional.empty();
        }
        return Optional.of(new Hit<>(entry.answer(), Duration.ofNanos(left)));
    }

    synchronized void put(String name, A answer, Duration ttl) {
        if (ttl.isZero() || ttl.isNegative()) {
            return;
        }
        entries.put(name, new Entry<>(answer, nanoTime.getAsLong() + ttl.toNanos()));
        if (entries.size() > capacity) {
            Iterator<String> eldest = entries.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    synchronized void clear() {
        entries.clear();
    }

    synchronized int size() {
        return entries.size();
    }
}
