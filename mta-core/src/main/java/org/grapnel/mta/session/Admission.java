package org.grapnel.mta.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.grapnel.hook.Reply;
import org.grapnel.hook.config.ConfigScope;
import org.grapnel.mta.config.LimitOptions;
import org.grapnel.mta.config.Network;
import org.grapnel.mta.config.SessionOptions;
import org.grapnel.mta.config.Settings;

/**
 * Counts who is connected, over all listeners, and says who may not be.
 *
 * <p>THREADS: any; one short lock, under which nothing is called.
 */
public final class Admission {
    /** Connections whose admission is not decided yet; more are closed without a word, so that threads stay bounded. */
    private static final int MOST_AT_THE_DOOR = 1_000;

    private static final int SITE_BITS = 64; // RFC 6177: what one site has at least

    private final Semaphore door = new Semaphore(MOST_AT_THE_DOOR);
    private final Map<ConfigScope, Integer> byScope = new HashMap<>(); // guarded by this
    private final Map<Network, Integer> byAddress = new HashMap<>(); // guarded by this
    private final ConnectionRate rate; // guarded by this

    /** Counts from zero; {@code nanoTime} measures rates. */
    public Admission(LongSupplier nanoTime) {
        this.rate = new ConnectionRate(nanoTime);
    }

    /** What one session takes up. Belongs to the session's thread. */
    final class Seat {
        private final ConfigScope scope;
        private final Network address;
        private final Optional<Reply> refusal;
        private boolean taken;

        private Seat(ConfigScope scope, Network address, Optional<Reply> refusal) {
            this.scope = scope;
            this.address = address;
            this.refusal = refusal;
            this.taken = refusal.isEmpty();
        }

        /** Why there is none. */
        Optional<Reply> refusal() {
            return refusal;
        }

        void leave() {
            if (taken) {
                taken = false;
                release(this);
            }
        }
    }

    /** One more connection waits to be admitted; false when there are too many. */
    boolean knock() {
        return door.tryAcquire();
    }

    /** The admission of a connection that has knocked is decided. */
    void decided() {
        door.release();
    }

    /** Takes a seat for a client of a listener: counted against the most specific limit that is set for it. */
    synchronized Seat seat(Settings settings, String listener, InetAddress client) {
        ConfigScope scope = settings.scopeForClient(SessionOptions.MAX_SESSIONS, listener, client);
        Network address = site(client);
        Optional<Reply> refusal = refusal(settings, listener, client, scope, address);
        if (refusal.isEmpty()) {
            byScope.merge(scope, 1, Integer::sum);
            byAddress.merge(address, 1, Integer::sum);
        }
        return new Seat(scope, address, refusal);
    }

    private Optional<Reply> refusal(
            Settings settings, String listener, InetAddress client, ConfigScope scope, Network address) {
        int most = settings.forClient(SessionOptions.MAX_SESSIONS, listener, client);
        if (byScope.getOrDefault(scope, 0) >= most) {
            return Optional.of(Reply.of(421, "4.3.2", "Too many connections, please try again later"));
        }
        int mostOfOne = settings.forClient(LimitOptions.MAX_SESSIONS_PER_ADDRESS, listener, client);
        if (mostOfOne > 0 && byAddress.getOrDefault(address, 0) >= mostOfOne) {
            return Optional.of(Reply.of(421, "4.7.0", "Too many connections from " + address));
        }
        int perMinute = settings.forClient(LimitOptions.MAX_CONNECTION_RATE, listener, client);
        if (perMinute > 0 && !rate.admits(address, perMinute)) {
            return Optional.of(Reply.of(421, "4.7.0", "Too many new connections from " + address + " in a minute"));
        }
        return Optional.empty();
    }

    private synchronized void release(Seat seat) {
        byScope.computeIfPresent(seat.scope, (scope, count) -> count > 1 ? count - 1 : null);
        byAddress.computeIfPresent(seat.address, (address, count) -> count > 1 ? count - 1 : null);
    }

    /** Whose sessions count together: an IPv4 address, an IPv6 network of 64 bits. */
    private static Network site(InetAddress client) {
        return new Network(client, client instanceof Inet6Address ? SITE_BITS : Integer.SIZE).masked();
    }
}
