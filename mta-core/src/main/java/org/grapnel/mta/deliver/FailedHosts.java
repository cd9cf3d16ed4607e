package org.grapnel.mta.deliver;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import org.grapnel.hook.cache.NamedCache;
import org.grapnel.hook.mail.Host;
import org.grapnel.mta.cache.CacheRoom;

/**
 * Hosts that failed lately, in a named cache: who answers {@code cache_get} and hears {@code cache_set} can share them between nodes.
 * Safe for use by any thread.
 */
final class FailedHosts {
    private static final int MOST = 10_000;
    /** How long what a handler knows is believed before it is asked again. */
    private static final Duration BELIEVED = Duration.ofMinutes(1);

    private final NamedCache cache;
    private final Clock clock;

    FailedHosts(CacheRoom caches, Clock clock) {
        this.cache = caches.ofEngine("failed-hosts", BELIEVED, MOST);
        this.clock = clock;
    }

    /** The host is left alone for that time; the value says until when. */
    void add(Host host, Duration time) {
        if (!time.isZero()) {
            cache.put(key(host), clock.instant().plus(time).toString(), time);
        }
    }

    boolean contains(Host host) {
        return cache.get(key(host)).isPresent();
    }

    private static String key(Host host) {
        InetSocketAddress address = host.address();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
