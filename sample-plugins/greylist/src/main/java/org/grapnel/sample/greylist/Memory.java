package org.grapnel.sample.greylist;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All entries, and the rule of greylisting.
 *
 * <p>THREADS: any; calls about different triplets do not wait for each other. The listener is told of each change, in
 * order for each key, and must not block.
 */
final class Memory {
    /** The time of the last use is only written when it moved by so much: a busy triplet is not a busy journal. */
    private static final long TOUCH_SECONDS = 3600;

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private final Clock clock;
    private final BiConsumer<Key, Entry> changed;

    Memory(Clock clock, Map<Key, Entry> known, BiConsumer<Key, Entry> changed) {
        this.clock = clock;
        this.changed = changed;
        entries.putAll(known);
    }

    /** One attempt: zero when it may go on, else how long the client has to wait. */
    Duration attempt(Key triplet, Key network, Settings settings) {
        long now = clock.instant().getEpochSecond();
        if (knownNetwork(network, now, settings)) {
            return Duration.ZERO;
        }
        boolean[] cameBack = {false};
        Entry entry = entries.compute(triplet, (key, old) -> {
            Entry next = next(old, now, settings);
            cameBack[0] = old != null && old.waits() && !next.waits();
            return told(key, old, next);
        });
        if (cameBack[0]) {
            entries.compute(
                    network,
                    (key, old) -> told(
                            key,
                            old,
                            (old == null || old.expired(now, settings) ? Entry.waiting(now) : old).cameBack(now)));
        }
        return entry.waits()
                ? Duration.ofSeconds(entry.first() + settings.delay().toSeconds() - now)
                : Duration.ZERO;
    }

    int size() {
        return entries.size();
    }

    Map<Key, Entry> snapshot() {
        return Map.copyOf(entries);
    }

    /** Forgets what is expired, and when there are still too many entries, a tenth of the most more than too many. */
    void tidy(Settings settings) {
        long now = clock.instant().getEpochSecond();
        entries.values().removeIf(entry -> entry.expired(now, settings));
        int excess = entries.size() - settings.maxEntries();
        if (excess > 0) {
            oldest(excess + settings.maxEntries() / 10).forEach(e -> entries.remove(e.getKey(), e.getValue()));
        }
    }

    /** Those that never came back go first: a flood of forged senders does not push out those who did. */
    private List<Map.Entry<Key, Entry>> oldest(int many) {
        Comparator<Map.Entry<Key, Entry>> order =
                Comparator.comparing(e -> !e.getValue().waits());
        return entries.entrySet().stream()
                .map(e -> Map.entry(e.getKey(), e.getValue()))
                .sorted(order.thenComparing(e -> e.getValue().last()))
                .limit(many)
                .toList();
    }

    private boolean knownNetwork(Key network, long now, Settings settings) {
        if (settings.allowAfter() == 0) {
            return false;
        }
        Entry known = entries.get(network);
        if (known == null || known.count() < settings.allowAfter() || known.expired(now, settings)) {
            return false;
        }
        if (stale(known, now)) {
            entries.computeIfPresent(network, (key, old) -> told(key, old, old.seen(now)));
        }
        return true;
    }

    private static Entry next(@Nullable Entry old, long now, Settings settings) {
        if (old == null || old.expired(now, settings)) {
            return Entry.waiting(now);
        }
        if (!old.waits()) {
            return stale(old, now) ? old.seen(now) : old;
        }
        long age = now - old.first();
        if (age < 0) { // the clock was set back: the old time would defer for as long
            return Entry.waiting(now);
        }
        return age < settings.delay().toSeconds() ? old : old.cameBack(now);
    }

    private static boolean stale(Entry entry, long now) {
        return Math.abs(now - entry.last()) >= TOUCH_SECONDS;
    }

    private Entry told(Key key, @Nullable Entry old, Entry next) {
        if (!next.equals(old)) {
            changed.accept(key, next);
        }
        return next;
    }
}
