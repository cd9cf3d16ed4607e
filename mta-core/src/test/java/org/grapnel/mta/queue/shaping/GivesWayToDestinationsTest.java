package org.grapnel.mta.queue.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.Reply;
import org.grapnel.hook.cache.GaugeCacheManip;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.queue.IsAdaptiveScopeGlobal;
import org.grapnel.mta.cache.CacheRoom;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.config.Source;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.Handler;
import org.grapnel.mta.process.ManualTimer;
import org.grapnel.mta.process.Rig;
import org.grapnel.mta.queue.ConfiguredBinding;
import org.junit.jupiter.api.Test;

class GivesWayToDestinationsTest {
    private static final String DOMAIN = "b.test";
    private static final String BINDING = Binding.DEFAULT;
    private static final Reply BUSY = Reply.of(421, "4.7.0", "Too many connections");

    private final ManualTimer timer = new ManualTimer(Rig.BEGIN);
    private final Map<String, Object> keys = new HashMap<>(Map.of(
            "adaptive",
            true,
            "adaptive_failures",
            3,
            "adaptive_window",
            "1m",
            "adaptive_recovery",
            "10m",
            "adaptive_pause",
            "5m",
            "max_connections",
            10));

    /** One server of a cluster. */
    private final class Node implements Shaping.Surroundings {
        final Dispatcher dispatcher = new Dispatcher(() -> Duration.ZERO);
        final List<String> woken = new ArrayList<>();
        final Shaping shaping = new Shaping(
                GivesWayToDestinationsTest.this::settings,
                dispatcher.live(),
                timer.clock(),
                new CacheRoom(dispatcher.live(), timer.clock()),
                this);

        <H> Node hook(HookPoint<H, ?> point, H handler) {
            dispatcher.add(List.of(new Handler(
                    point, new Handler.Identity("handler", "test", "1", 0, 1), handler, FailureRule.DEFER)));
            return this;
        }

        void fail(int times) {
            for (int i = 0; i < times; i++) {
                shaping.failed(DOMAIN, BINDING, BUSY, shaping.mark());
            }
        }

        int limit() {
            return shaping.limit(DOMAIN, BINDING);
        }

        int renewed() {
            return shaping.renewed(DOMAIN, BINDING);
        }

        @Override
        public void later(Duration wait, Runnable task) {
            var unused = timer.schedule(task, wait.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        }

        @Override
        public void wake(String domain) {
            woken.add(domain);
        }

        @Override
        public Binding binding(String name) {
            return ConfiguredBinding.of(settings(), name);
        }
    }

    /** Counters that all nodes share: a handler of gauge_cache_manip as its page wants it. */
    private final class SharedCounters implements GaugeCacheManip {
        private final Map<String, Long> values = new HashMap<>();
        private final Map<String, Instant> expiries = new HashMap<>();
        private final List<String> local = new ArrayList<>();

        @Override
        public Optional<Long> gaugeCacheManip(
                String cache, String key, long addend, Instant expiry, int most, boolean replicated) {
            if (!replicated) {
                local.add(cache + " " + key);
                return Optional.empty();
            }
            String name = cache + "/" + key;
            if (!expiries.getOrDefault(name, Instant.MAX).isAfter(timer.clock().instant())) {
                values.remove(name);
            }
            if (addend != 0) {
                values.merge(name, addend, Long::sum);
                expiries.put(name, expiry);
            }
            return Optional.of(values.getOrDefault(name, 0L));
        }
    }

    private Settings settings() {
        try {
            return Settings.of(keys, Source.named("test"));
        } catch (org.grapnel.mta.config.ConfigException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void so_many_failures_within_the_window_halve_the_connections_and_fewer_do_not() {
        Node node = new Node();
        node.fail(2);
        assertThat(node.limit()).isEqualTo(10);
        timer.advance(Duration.ofMinutes(1));
        node.fail(2);
        assertThat(node.limit()).isEqualTo(10);
        node.fail(1);
        assertThat(node.limit()).isEqualTo(5);
        assertThat(node.shaping.limit("other.test", BINDING)).isEqualTo(10);
        assertThat(node.shaping.limit(DOMAIN, "other")).isEqualTo(10);
        node.fail(3);
        assertThat(node.limit()).isEqualTo(2);
        node.fail(3);
        assertThat(node.limit()).isEqualTo(1);
    }

    @Test
    void what_began_before_a_step_does_not_count_for_the_next_one() {
        Node node = new Node();
        long mark = node.shaping.mark();
        for (int i = 0; i < 10; i++) {
            node.shaping.failed(DOMAIN, BINDING, BUSY, mark);
        }
        assertThat(node.limit()).isEqualTo(5);
        node.fail(3);
        assertThat(node.limit()).isEqualTo(2);
    }

    @Test
    void where_one_connection_is_too_much_deliveries_pause_and_go_on_by_themselves() {
        Node node = new Node();
        node.fail(9);
        assertThat(node.limit()).isEqualTo(1);
        node.fail(3);
        assertThat(node.limit()).isZero();
        assertThat(node.renewed()).isZero();

        timer.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(node.limit()).isZero();
        node.woken.clear();
        timer.advance(Duration.ofMillis(1));
        assertThat(node.limit()).isEqualTo(1);
        assertThat(node.woken).contains(DOMAIN);
        assertThat(node.shaping.shown().get(0).pausedUntil()).isEmpty();
    }

    @Test
    void without_failures_the_connections_come_back_step_by_step_and_nothing_is_left_behind() {
        Node node = new Node();
        node.fail(9);
        List<Integer> limits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            timer.advance(Duration.ofMinutes(10).minusMillis(1));
            limits.add(node.limit());
            timer.advance(Duration.ofMillis(1));
            limits.add(node.limit());
        }
        assertThat(limits).containsExactly(1, 2, 2, 5, 5, 10, 10, 10);
        assertThat(node.shaping.shown()).isEmpty();
        assertThat(timer.planned()).isZero();
    }

    @Test
    void a_failure_puts_the_next_step_up_off() {
        Node node = new Node();
        node.fail(3);
        timer.advance(Duration.ofMinutes(9));
        node.fail(1);
        timer.advance(Duration.ofMinutes(9));
        assertThat(node.limit()).isEqualTo(5);
        timer.advance(Duration.ofMinutes(1));
        assertThat(node.limit()).isEqualTo(10);
    }

    @Test
    void after_a_pause_the_recovery_begins_anew() {
        Node node = new Node();
        node.fail(12);
        timer.advance(Duration.ofMinutes(14));
        assertThat(node.limit()).isEqualTo(1);
        timer.advance(Duration.ofMinutes(1));
        assertThat(node.limit()).isEqualTo(2);
    }

    @Test
    void many_failures_plan_few_looks() {
        Node node = new Node();
        for (int i = 0; i < 2_000; i++) {
            node.fail(1);
            timer.advance(Duration.ofMillis(7));
        }
        assertThat(timer.planned()).isLessThan(5);
        assertThat(node.limit()).isZero();
    }

    @Test
    void where_it_is_off_nothing_is_learned_and_what_was_learned_does_not_count() {
        Node node = new Node();
        node.fail(3);
        keys.put("adaptive", false);
        assertThat(node.limit()).isEqualTo(10);
        assertThat(node.shaping.ceiling(DOMAIN, BINDING)).isEqualTo(Integer.MAX_VALUE);
        node.fail(30);
        assertThat(node.shaping.shown()).isEmpty();
        timer.advance(Duration.ofMinutes(10));
        assertThat(timer.planned()).isZero();
    }

    @Test
    void without_a_pause_one_connection_is_left_however_many_fail() {
        keys.put("adaptive_pause", "0s");
        Node node = new Node();
        node.fail(60);
        assertThat(node.limit()).isEqualTo(1);
    }

    @Test
    void a_command_shows_what_is_held_back_and_gives_it_back() {
        Node node = new Node();
        node.fail(4);
        Shown shown = node.shaping.shown().get(0);
        assertThat(shown.pair()).isEqualTo(new Pair(DOMAIN, BINDING));
        assertThat(shown.limit()).isEqualTo(5);
        assertThat(shown.configured()).isEqualTo(10);
        assertThat(shown.step()).isOne();
        assertThat(shown.failures()).isEqualTo(4);
        assertThat(shown.pausedUntil()).isEmpty();
        assertThat(shown.stepUp()).contains(Rig.BEGIN.plus(Duration.ofMinutes(10)));
        assertThat(shown.shared()).isFalse();

        assertThat(node.shaping.reset("other.test", Optional.empty())).isEmpty();
        assertThat(node.shaping.reset(DOMAIN, Optional.of("alpha"))).isEmpty();
        assertThat(node.limit()).isEqualTo(5);
        assertThat(node.shaping.reset(DOMAIN, Optional.empty())).containsExactly(new Pair(DOMAIN, BINDING));
        assertThat(node.limit()).isEqualTo(10);
        assertThat(node.renewed()).isEqualTo(10);
        assertThat(node.woken).contains(DOMAIN);
    }

    @Test
    void a_handler_says_which_pairs_are_the_clusters() {
        SharedCounters counters = new SharedCounters();
        Node node = new Node()
                .hook(GaugeCacheManip.POINT, counters)
                .hook(
                        IsAdaptiveScopeGlobal.POINT,
                        (binding, domain) ->
                                domain.equals(DOMAIN) && binding.name().equals(BINDING)
                                        ? Optional.of(true)
                                        : Optional.empty());
        node.fail(1);
        node.shaping.failed("other.test", BINDING, BUSY, node.shaping.mark());

        assertThat(counters.values).containsEntry("grapnel.adaptive.failures/default b.test", 1L);
        assertThat(counters.local).contains("grapnel.adaptive.failures default other.test");
        assertThat(counters.local).noneMatch(call -> call.contains(DOMAIN));
    }

    @Test
    void nodes_that_share_their_counters_step_together_and_each_step_is_made_once() {
        keys.put("adaptive_scope", "global");
        SharedCounters counters = new SharedCounters();
        Node here = new Node().hook(GaugeCacheManip.POINT, counters);
        Node there = new Node().hook(GaugeCacheManip.POINT, counters);
        here.fail(2);
        there.fail(1);
        assertThat(there.limit()).isEqualTo(5);
        assertThat(here.renewed()).isEqualTo(5);
        assertThat(counters.values).containsEntry("grapnel.adaptive.steps/default b.test", 1L);

        for (int i = 0; i < 9; i++) {
            timer.advance(Duration.ofMillis(1_001));
            (i % 2 == 0 ? here : there).fail(1);
            here.renewed();
            there.renewed();
        }
        assertThat(here.limit()).isZero();
        assertThat(there.limit()).isZero();

        List<Integer> limits = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            timer.advance(Duration.ofMinutes(1));
            int limit = here.renewed();
            if (limits.isEmpty() || limits.get(limits.size() - 1) != limit) {
                limits.add(limit);
            }
            assertThat(there.renewed()).isEqualTo(limit);
        }
        assertThat(limits).containsExactly(0, 1, 2, 5, 10);
    }

    @Test
    void absurd_answers_of_a_handler_are_the_lowest_step_there_is() {
        keys.put("adaptive_scope", "global");
        Node node = new Node()
                .hook(
                        GaugeCacheManip.POINT,
                        (cache, key, addend, expiry, most, replicated) ->
                                Optional.of(cache.endsWith("steps") ? Long.MAX_VALUE : 0L));
        assertThat(node.renewed()).isEqualTo(1);
        Node other = new Node()
                .hook(
                        GaugeCacheManip.POINT,
                        (cache, key, addend, expiry, most, replicated) -> Optional.of(Long.MIN_VALUE));
        other.fail(50);
        assertThat(other.renewed()).isEqualTo(10);
    }
}
