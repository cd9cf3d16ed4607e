package org.grapnel.mta.queue.shaping;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node knows, by pair, for a bounded number of them. Safe for use by any thread. */
final class Shapes {
    private static final Logger LOG = LoggerFactory.getLogger(Shaping.class);
    private static final int MOST = 10_000;

    private final ConcurrentHashMap<Pair, Shape> known = new ConcurrentHashMap<>();
    private final AtomicBoolean full = new AtomicBoolean();

    boolean isEmpty() {
        return known.isEmpty();
    }

    @Nullable
    Shape find(Pair pair) {
        return known.get(pair);
    }

    Shape get(Pair pair) {
        return known.getOrDefault(pair, Shape.NEW);
    }

    Set<Pair> pairs() {
        return Set.copyOf(known.keySet());
    }

    /** True when the pair is known or may become so. */
    boolean room(Pair pair) {
        if (known.size() < MOST || known.containsKey(pair)) {
            full.set(false);
            return true;
        }
        if (full.compareAndSet(false, true)) {
            LOG.error("{} pairs of domain and binding are shaped; {} and further ones are left alone", MOST, pair);
        }
        return false;
    }

    Shape change(Pair pair, UnaryOperator<Shape> change) {
        return known.compute(pair, (same, shape) -> change.apply(shape == null ? Shape.NEW : shape));
    }

    void remove(Pair pair) {
        known.remove(pair);
    }

    /** Unless it has changed since. */
    void remove(Pair pair, Shape seen) {
        known.remove(pair, seen);
    }
}
