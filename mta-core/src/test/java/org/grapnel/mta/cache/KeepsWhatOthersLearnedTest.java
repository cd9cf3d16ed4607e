package org.grapnel.mta.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.cache.CacheGet;
import org.grapnel.hook.cache.CacheSet;
import org.grapnel.hook.cache.Caches;
import org.grapnel.hook.cache.CountingCache;
import org.grapnel.hook.cache.GaugeCacheManip;
import org.grapnel.hook.cache.NamedCache;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.Handler;
import org.grapnel.mta.process.ManualTimer;
import org.grapnel.mta.process.Rig;
import org.junit.jupiter.api.Test;

class KeepsWhatOthersLearnedTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTimer timer = new ManualTimer(Rig.BEGIN);
    private final Dispatcher dispatcher = new Dispatcher(() -> Duration.ZERO);
    private final CacheRoom room = new CacheRoom(dispatcher.live(), timer.clock());
    private final List<String> calls = new ArrayList<>();

    private <H> void hook(HookPoint<H, ?> point, H handler) {
        dispatcher.add(List.of(
                new Handler(point, new Handler.Identity("handler", "test", "1", 0, 1), handler, FailureRule.DEFER)));
    }

    private Instant in(Duration time) {
        return timer.clock().instant().plus(time);
    }

    @Test
    void a_look_up_that_memory_misses_is_asked_once_and_kept_for_the_caches_lifetime() {
        hook(CacheGet.POINT, (cache, key) -> {
            calls.add("get " + cache + " " + key);
            return key.equals("known") ? Optional.of("from afar") : Optional.empty();
        });
        hook(CacheSet.POINT, (cache, key, value, expiry) -> calls.add("set"));
        NamedCache cache = room.cache("test.names", MINUTE, 10);

        assertThat(cache.get("known")).contains("from afar");
        assertThat(cache.get("known")).contains("from afar");
        assertThat(cache.get("unknown")).isEmpty();
        assertThat(calls).containsExactly("get test.names known", "get test.names unknown");

        timer.advance(MINUTE.minusMillis(1));
        assertThat(cache.get("known")).contains("from afar");
        assertThat(calls).hasSize(2);
        timer.advance(Duration.ofMillis(1));
        assertThat(cache.get("known")).contains("from afar");
        assertThat(calls).hasSize(3);
    }

    @Test
    void each_store_and_removal_is_told_once_it_is_in_memory() {
        NamedCache cache = room.cache("test.names", MINUTE, 10);
        hook(CacheGet.POINT, (name, key) -> Optional.of("asked"));
        hook(
                CacheSet.POINT,
                (name, key, value, expiry) ->
                        calls.add(name + " " + key + "=" + value + " until " + expiry + ", there: " + cache.get(key)));
        cache.put("a", "1");
        cache.put("a", "2", Duration.ofHours(1));

        assertThat(calls)
                .containsExactly(
                        "test.names a=1 until " + in(MINUTE) + ", there: Optional[1]",
                        "test.names a=2 until " + in(Duration.ofHours(1)) + ", there: Optional[2]");
        timer.advance(MINUTE.multipliedBy(2));
        assertThat(cache.get("a")).contains("2");
        calls.clear();
        cache.put("b", "x", Duration.ZERO);
        cache.remove("a");
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1))
                .startsWith("test.names a= until " + timer.clock().instant());
    }

    @Test
    void what_is_stored_while_the_handlers_are_asked_is_newer_than_their_answer() {
        NamedCache cache = room.cache("test.names", MINUTE, 10);
        hook(CacheGet.POINT, (name, key) -> {
            cache.put(key, "new");
            return Optional.of("old");
        });

        assertThat(cache.get("a")).contains("new");
        assertThat(cache.get("a")).contains("new");
    }

    @Test
    void an_answer_that_is_too_long_counts_as_a_miss() {
        hook(CacheGet.POINT, (name, key) -> Optional.of("x".repeat(Caches.MOST_VALUE + 1)));
        assertThat(room.cache("test.names", MINUTE, 10).get("a")).isEmpty();
    }

    @Test
    void a_cache_keeps_no_more_than_its_entries_and_what_it_has_over_a_new_request() {
        NamedCache cache = room.cache("test.names", MINUTE, 100);
        for (int i = 0; i < 1_000; i++) {
            cache.put("key " + i, "value");
        }
        assertThat(kept(cache)).isLessThanOrEqualTo(100).isPositive();

        NamedCache upgraded = room.cache("test.names", MINUTE, 10);
        upgraded.put("one more", "value");
        assertThat(kept(cache)).isLessThanOrEqualTo(10).isPositive();
    }

    private static long kept(NamedCache cache) {
        long count = 0;
        for (int i = 0; i < 1_000; i++) {
            count += cache.get("key " + i).isPresent() ? 1 : 0;
        }
        return count;
    }

    @Test
    void a_counter_is_changed_in_the_process_until_its_latest_expiry() {
        CountingCache counters = room.counters("test.rates", 10);
        assertThat(counters.add("a", 2, in(MINUTE), false)).isEqualTo(2);
        assertThat(counters.add("a", 3, in(MINUTE.multipliedBy(2)), false)).isEqualTo(5);
        assertThat(counters.add("a", -1, in(MINUTE.multipliedBy(2)), false)).isEqualTo(4);
        assertThat(counters.add("a", 0, in(Duration.ofDays(1)), false)).isEqualTo(4);
        assertThat(counters.read("a", false)).isEqualTo(4);
        assertThat(counters.read("b", false)).isZero();

        timer.advance(MINUTE.multipliedBy(2).minusMillis(1));
        assertThat(counters.read("a", false)).isEqualTo(4);
        timer.advance(Duration.ofMillis(1));
        assertThat(counters.read("a", false)).isZero();
        assertThat(counters.add("a", 1, in(MINUTE), false)).isOne();
    }

    @Test
    void a_counter_stops_at_the_ends() {
        CountingCache counters = room.counters("test.rates", 10);
        counters.add("a", Long.MAX_VALUE, in(MINUTE), false);
        assertThat(counters.add("a", 1, in(MINUTE), false)).isEqualTo(Long.MAX_VALUE);
        counters.add("b", Long.MIN_VALUE, in(MINUTE), false);
        assertThat(counters.add("b", -1, in(MINUTE), false)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void a_handlers_answer_stands_in_place_of_the_counter_in_the_process() {
        CountingCache counters = room.counters("test.rates", 7);
        hook(GaugeCacheManip.POINT, (cache, key, addend, expiry, most, replicated) -> {
            calls.add(cache + " " + key + " " + addend + " " + most + " " + replicated);
            return replicated ? Optional.of(40 + addend) : Optional.empty();
        });

        assertThat(counters.add("a", 2, in(MINUTE), true)).isEqualTo(42);
        assertThat(counters.read("a", true)).isEqualTo(40);
        assertThat(counters.read("a", false)).isZero();
        assertThat(counters.add("a", 1, in(MINUTE), false)).isOne();
        assertThat(calls)
                .containsExactly(
                        "test.rates a 2 7 true",
                        "test.rates a 0 7 true",
                        "test.rates a 0 7 false",
                        "test.rates a 1 7 false");
    }

    @Test
    void what_is_out_of_bounds_is_refused_and_named() {
        NamedCache cache = room.cache("test.names", MINUTE, 10);
        assertThatThrownBy(() -> room.cache("grapnel.failed-hosts", MINUTE, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begin it with your bundle's name");
        assertThatThrownBy(() -> room.counters(" ", 10)).hasMessageContaining("1–100 characters");
        assertThatThrownBy(() -> room.counters("test.rates", 0)).hasMessageContaining("0 entries");
        assertThatThrownBy(() -> room.cache("test.other", Duration.ZERO, 1)).hasMessageContaining("lifetime");
        assertThatThrownBy(() -> cache.get("k".repeat(Caches.MOST_KEY + 1))).hasMessageContaining("digest");
        assertThatThrownBy(() -> cache.put("k", "v".repeat(Caches.MOST_VALUE + 1)))
                .hasMessageContaining("store less");
        for (int i = 1; i < Caches.MOST_CACHES; i++) {
            room.cache("test.cache-" + i, MINUTE, 1);
        }
        assertThatThrownBy(() -> room.cache("test.one-more", MINUTE, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("there are 200 already");
        assertThat(room.cache("test.names", MINUTE, 10)).isSameAs(cache);
    }
}
