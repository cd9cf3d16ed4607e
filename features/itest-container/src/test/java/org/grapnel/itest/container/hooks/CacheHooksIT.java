package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.cache.CacheGet;
import org.grapnel.hook.cache.CacheSet;
import org.grapnel.hook.cache.Caches;
import org.grapnel.hook.cache.CountingCache;
import org.grapnel.hook.cache.GaugeCacheManip;
import org.grapnel.hook.cache.NamedCache;
import org.grapnel.hook.config.ConfigFetchDomainRoutes;
import org.grapnel.hook.config.Route;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.FreePort;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.SmtpProbe;
import org.junit.Test;

public class CacheHooksIT extends HookStory {
    private static final String HOSTS = "grapnel.failed-hosts";

    private final List<String> calls = new CopyOnWriteArrayList<>();

    private Caches caches() {
        return context.getService(context.getServiceReference(Caches.class));
    }

    private void send(String recipient, String subject) throws IOException {
        try (SmtpProbe probe = session()) {
            probe.mail("s@a.test", List.of(recipient), "From: <s@a.test>\nSubject: " + subject + "\n\nA line.\n")
                    .expect(250);
            probe.command("QUIT").expect(221);
        }
    }

    /** The first port is preferred. */
    private void route(String domain, int first, int second) {
        handler(
                ConfigFetchDomainRoutes.class,
                asked -> asked.equals(domain)
                        ? Optional.of(List.of(new Route("127.0.0.1", first, 0), new Route("127.0.0.1", second, 10)))
                        : Optional.empty());
    }

    @Test
    public void a_bundles_cache_asks_one_handler_and_tells_another() {
        handler(CacheGet.class, (cache, key) -> {
            calls.add("get " + cache + " " + key);
            return key.equals("afar") ? Optional.of("known elsewhere") : Optional.empty();
        });
        handler(
                CacheSet.class,
                (cache, key, value, expiry) ->
                        calls.add("set " + cache + " " + key + " " + value + " " + expiry.isAfter(Instant.now())));
        NamedCache cache = caches().cache("itest.reputation", Duration.ofMinutes(1), 100);

        assertThat(cache.get("afar")).contains("known elsewhere");
        assertThat(cache.get("afar")).contains("known elsewhere");
        cache.put("192.0.2.1", "good");
        assertThat(caches().cache("itest.reputation", Duration.ofMinutes(1), 100)
                        .get("192.0.2.1"))
                .contains("good");
        cache.remove("192.0.2.1");
        assertThat(cache.get("192.0.2.1")).isEmpty();
        assertThat(calls)
                .containsExactly(
                        "get itest.reputation afar",
                        "set itest.reputation 192.0.2.1 good true",
                        "set itest.reputation 192.0.2.1  false",
                        "get itest.reputation 192.0.2.1");
    }

    @Test
    public void a_bundles_counters_are_kept_by_a_handler_or_by_the_engine() {
        handler(GaugeCacheManip.class, (cache, key, addend, expiry, most, replicated) -> {
            calls.add(cache + " " + key + " " + addend + " " + most + " " + replicated);
            return replicated ? Optional.of(1000 + addend) : Optional.empty();
        });
        CountingCache counters = caches().counters("itest.rates", 50);
        Instant expiry = Instant.now().plusSeconds(60);

        assertThat(counters.add("a", 5, expiry, true)).isEqualTo(1005);
        assertThat(counters.add("a", 5, expiry, false)).isEqualTo(5);
        assertThat(counters.add("a", -2, expiry, false)).isEqualTo(3);
        assertThat(counters.read("a", false)).isEqualTo(3);
        assertThat(calls)
                .containsExactly(
                        "itest.rates a 5 50 true",
                        "itest.rates a 5 50 false",
                        "itest.rates a -2 50 false",
                        "itest.rates a 0 50 false");
    }

    @Test
    public void a_host_that_a_handler_knows_as_failed_comes_last() throws Exception {
        try (ReceivingServer second = ReceivingServer.open()) {
            int first = receiver.address().getPort();
            route("known.test", first, second.address().getPort());
            handler(CacheGet.class, (cache, key) -> {
                calls.add(cache + " " + key);
                return cache.equals(HOSTS) && key.equals("127.0.0.1:" + first)
                        ? Optional.of("failed at another node")
                        : Optional.empty();
            });
            send("x@known.test", "to the second host");

            second.awaitSubject("to the second host", PATIENCE);
            assertThat(receiver.connections()).isZero();
            assertThat(calls).contains(HOSTS + " 127.0.0.1:" + first);
        }
    }

    @Test
    public void a_host_that_failed_is_told_with_the_time_until_it_is_left_alone() throws Exception {
        int dead = FreePort.next();
        route("told.test", dead, receiver.address().getPort());
        Instant before = Instant.now();
        handler(CacheSet.class, (cache, key, value, expiry) -> {
            if (cache.equals(HOSTS) && key.equals("127.0.0.1:" + dead)) {
                calls.add(Duration.between(before, expiry).toMinutes() + " minutes, as the value says: "
                        + Duration.between(before, Instant.parse(value)).toMinutes());
            }
        });
        send("x@told.test", "by the second host");

        receiver.awaitSubject("by the second host", PATIENCE);
        Await.until(PATIENCE, () -> !calls.isEmpty(), () -> "nothing was told");
        assertThat(calls).containsExactly("2 minutes, as the value says: 2");
    }
}
