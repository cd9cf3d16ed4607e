package org.grapnel.mta.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.grapnel.mta.config.Network;

/**
 * How often each client comes: one point in time a client, at which its allowance would be whole again (a leaky bucket). Remembers the
 * clients that came last; one that is forgotten has its whole allowance. Belongs to whoever holds the lock of {@link Admission}.
 */
final class ConnectionRate {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    static final int MOST_CLIENTS = 50_000;

    private final LongSupplier nanoTime;
    private final Map<Network, Long> wholeAt = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Network, Long> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    ConnectionRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Counts one connection unless there were too many: so many at once, then evenly over the minute. */
    boolean admits(Network client, int perMinute) {
        long now = nanoTime.getAsLong();
        Long last = wholeAt.get(client);
        long debt = last == null ? 0 : Math.max(0, last - now);
        long after = debt + MINUTE / perMinute;
        if (after > MINUTE) {
            return false;
        }
        wholeAt.put(client, now + after);
        return true;
    }
}
