package org.grapnel.mta.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How DNS is asked.
 *
 * @param servers asked in this order; empty means the system's, read with the first question
 * @param timeout for one try at one server
 * @param tries at each server, at least 1
 * @param totalTimeout for one query with all its tries at all servers; an alias that leaves the zone is a query more
 * @param families which addresses are asked for, and which come first
 * @param maxExchangers MX records used of one answer, best first
 * @param maxAddresses addresses used of one host
 * @param maxAliases CNAME hops followed
 * @param cacheEntries answers kept
 * @param maxTtl longest time an answer is kept
 * @param maxNegativeTtl longest time "no such" and "no data" are kept (RFC 2308 5)
 */
public record DnsSettings(
        List<InetSocketAddress> servers,
        Duration timeout,
        int tries,
        Duration totalTimeout,
        Families families,
        int maxExchangers,
        int maxAddresses,
        int maxAliases,
        int cacheEntries,
        Duration maxTtl,
        Duration maxNegativeTtl) {
    /** Which addresses, in which order. */
    public enum Families {
        IPV4_ONLY,
        IPV6_ONLY,
        IPV4_FIRST,
        IPV6_FIRST;

        boolean ipv4() {
            return this != IPV6_ONLY;
        }

        boolean ipv6() {
            return this != IPV4_ONLY;
        }
    }

    /** Checked and copied. */
    public DnsSettings {
        servers = List.copyOf(servers);
        for (InetSocketAddress server : servers) {
            if (server.isUnresolved()) {
                throw new IllegalArgumentException(
                        "resolver: '" + server.getHostString() + "' is not an address: give address:port");
            }
        }
        positive("resolver tries", tries);
        positive("exchangers of one domain", maxExchangers);
        positive("addresses of one host", maxAddresses);
        positive("cache entries", cacheEntries);
        positive("resolver timeout in ms", timeout.toMillis());
        positive("resolver total timeout in ms", totalTimeout.toMillis());
        if (maxAliases < 0) {
            throw new IllegalArgumentException("alias hops: " + maxAliases + " is not 0 or more");
        }
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " is not 1 or more");
        }
    }

    /** What suits most: 5 s a try, 2 tries, 20 s in all, a day at most in the cache, 15 minutes for negative answers. */
    public static DnsSettings defaults(List<InetSocketAddress> servers) {
        return new DnsSettings(
                servers,
                Duration.ofSeconds(5),
                2,
                Duration.ofSeconds(20),
                Families.IPV4_FIRST,
                20,
                20,
                8,
                20_000,
                Duration.ofDays(1),
                Duration.ofMinutes(15));
    }

    /** The same with other times. */
    public DnsSettings withTimes(Duration oneTry, int count, Duration total) {
        return new DnsSettings(
                servers,
                oneTry,
                count,
                total,
                families,
                maxExchangers,
                maxAddresses,
                maxAliases,
                cacheEntries,
                maxTtl,
                maxNegativeTtl);
    }

    /** The same with other bounds. */
    public DnsSettings withBounds(int exchangers, int addresses, int aliases, int cache) {
        return new DnsSettings(
                servers,
                timeout,
                tries,
                totalTimeout,
                families,
                exchangers,
                addresses,
                aliases,
                cache,
                maxTtl,
                maxNegativeTtl);
    }

    /** The same with other families. */
    public DnsSettings withFamilies(Families other) {
        return new DnsSettings(
                servers,
                timeout,
                tries,
                totalTimeout,
                other,
                maxExchangers,
                maxAddresses,
                maxAliases,
                cacheEntries,
                maxTtl,
                maxNegativeTtl);
    }
}
