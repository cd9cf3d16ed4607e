package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.grapnel.hook.Rollout.Held;
import org.grapnel.hook.Verdict;
import org.grapnel.mta.dispatch.Kinds.Folded;
import org.grapnel.mta.dispatch.Watched.Edited;
import org.grapnel.mta.dispatch.Watched.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RolloutsTest {
    private static final int ROUNDS = 300;

    private final Watched watched = new Watched();
    private final Rollouts rollouts = new Rollouts(watched.dispatcher);
    private final List<String> compared = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        watched.close();
    }

    @Test
    void what_is_held_is_seen_but_not_called() {
        Held held = rollouts.hold(7);
        Handler stamp = stamp("new", 7);
        register(stamp);
        assertThat(fold()).isEmpty();
        assertThat(held.handlers()).singleElement().satisfies(view -> {
            assertThat(view.hook()).isEqualTo("folded");
            assertThat(view.name()).isEqualTo("stamp");
        });
        assertThat(rollouts.inForce(7)).isEmpty();
        held.release(Set.of());
        assertThat(fold()).isEqualTo("new");
        assertThat(rollouts.inForce(7)).hasSize(1);
    }

    @Test
    void a_bundle_is_held_once_and_a_hold_ends_once() {
        Held held = rollouts.hold(7);
        assertThatThrownBy(() -> rollouts.hold(7)).isInstanceOf(IllegalStateException.class);
        held.release(Set.of());
        assertThatThrownBy(() -> held.release(Set.of())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(held::abandon).isInstanceOf(IllegalStateException.class);
        rollouts.hold(7).abandon();
    }

    @Test
    void several_bundles_come_into_force_in_one_step_and_leave_in_one() throws Exception {
        register(stamp("0", 0));
        register(stamp("0", 1));
        AtomicBoolean going = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Set<String>>> callers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                callers.add(threads.submit(() -> seen(going)));
            }
            for (long id = 2; id <= 2 * ROUNDS; id += 2) {
                Held held = rollouts.hold(Set.of(id, id + 1));
                register(stamp(Long.toString(id), id));
                register(stamp(Long.toString(id), id + 1));
                held.release(Set.of(id - 2, id - 1));
            }
            rollouts.hold(Set.of()).release(Set.of(2L * ROUNDS, 2L * ROUNDS + 1));
            assertThat(fold()).isEmpty();
            going.set(false);
            for (Future<Set<String>> caller : callers) {
                assertThat(caller.get(60, TimeUnit.SECONDS)).isNotEmpty().allMatch(text -> {
                    int half = text.length() / 2;
                    return text.substring(0, half).equals(text.substring(half));
                });
            }
        } finally {
            going.set(false);
            threads.shutdownNow();
        }
    }

    @Test
    void several_bundles_are_held_all_or_none() {
        Held held = rollouts.hold(8);
        assertThatThrownBy(() -> rollouts.hold(Set.of(7L, 8L, 9L))).isInstanceOf(IllegalStateException.class);
        held.abandon();
        rollouts.gone(8);
        rollouts.hold(Set.of(7L, 8L, 9L)).abandon();
    }

    private Set<String> seen(AtomicBoolean going) {
        Set<String> seen = new java.util.HashSet<>();
        while (going.get()) {
            seen.add(fold());
        }
        return seen;
    }

    @Test
    void what_comes_after_the_release_is_in_force_at_once() {
        rollouts.hold(7).release(Set.of());
        register(stamp("late", 7));
        assertThat(fold()).isEqualTo("late");
    }

    @Test
    void what_was_abandoned_stays_out_until_its_bundle_is_gone() {
        Held held = rollouts.hold(7);
        Handler stamp = stamp("new", 7);
        register(stamp);
        held.abandon();
        assertThat(fold()).isEmpty();
        assertThat(rollouts.forget(7, List.of(stamp))).isTrue();
        register(stamp("again", 7));
        assertThat(fold()).as("an activator that was abandoned with its thread").isEmpty();
        rollouts.gone(7);
        register(stamp("another life", 7));
        assertThat(fold()).isEqualTo("another life");
    }

    @Test
    void what_a_replaced_one_registers_in_its_last_moments_never_comes_into_force() {
        Handler old = stamp("old", 6);
        register(old);
        Held held = rollouts.hold(7);
        register(stamp("new", 7));
        held.release(Set.of(6L));
        Handler restless = stamp("old again", 6);
        for (int i = 0; i < 3; i++) {
            register(restless);
            assertThat(fold()).isEqualTo("new");
            assertThat(rollouts.forget(6, List.of(restless))).isTrue();
        }
        assertThat(rollouts.forget(6, List.of(old)))
                .as("it was in force, and drains")
                .isFalse();
    }

    @Test
    void one_that_was_replaced_does_not_come_back_when_its_policy_changes() {
        Handler old = stamp("old", 6);
        register(old);
        Held held = rollouts.hold(7);
        register(stamp("new", 7));
        held.release(Set.of(6L));
        watched.dispatcher.replace(old, old.with(old.identity(), old.policy())); // a change of the configuration
        assertThat(fold()).isEqualTo("new");
    }

    @Test
    void a_held_one_changes_its_form_where_it_is_kept() {
        Held held = rollouts.hold(7);
        Handler before = stamp("new", 7);
        register(before);
        Handler now = before.with(Kinds.identity("stamp", 42), before.policy());
        assertThat(rollouts.exchange(7, List.of(before), List.of(now))).isTrue();
        assertThat(held.handlers()).singleElement().extracting("ranking").isEqualTo(42);
        held.release(Set.of());
        assertThat(rollouts.exchange(7, List.of(now), List.of(before))).isFalse();
        assertThat(fold()).isEqualTo("new");
    }

    @Test
    void each_transaction_sees_one_of_both_versions_never_none() throws Exception {
        register(stamp("0", 0));
        AtomicBoolean going = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(threads.submit(() -> transactions(going)));
            }
            for (long id = 1; id <= ROUNDS; id++) {
                Held held = rollouts.hold(id);
                register(stamp(Long.toString(id), id));
                held.release(Set.of(id - 1));
                assertThat(fold()).isEqualTo(Long.toString(id));
            }
            going.set(false);
            int made = 0;
            for (Future<Integer> caller : callers) {
                made += caller.get(60, TimeUnit.SECONDS);
            }
            assertThat(made).isPositive();
        } finally {
            going.set(false);
            threads.shutdownNow();
        }
    }

    private int transactions(AtomicBoolean going) {
        int made = 0;
        while (going.get()) {
            Generation pinned = watched.dispatcher.pin();
            try {
                String stamp = pinned.call(Folded.POINT, "");
                assertThat(Integer.parseInt(stamp)).isBetween(0, ROUNDS);
                assertThat(pinned.call(Folded.POINT, "")).isEqualTo(stamp);
                made++;
            } finally {
                pinned.release();
            }
        }
        return made;
    }

    @Test
    void services_that_come_during_the_release_are_never_lost() throws Exception {
        for (long id = 1; id <= ROUNDS; id++) {
            long bundle = id;
            Held held = rollouts.hold(bundle);
            Thread registering = new Thread(() -> register(stamp("x", bundle)));
            registering.start();
            held.release(Set.of());
            registering.join();
            assertThat(rollouts.inForce(bundle)).as("round %d", id).hasSize(1);
        }
    }

    @Test
    void a_shadow_is_asked_and_compared_without_effect() {
        Edited serving = (page, other) -> Verdict.CONTINUE;
        Edited edits = (page, other) -> {
            page.text = "by the shadow";
            return page.text.isEmpty() ? Verdict.CONTINUE : Verdict.reject(550, "5.7.1", "go away");
        };
        register(watched.make(Edited.POINT, "editor", 0, 6, serving));
        Held held = rollouts.hold(7);
        register(watched.make(Edited.POINT, "editor", 0, 7, edits));
        held.shadow(6, (hook, subject, counted, shadowed, agree) -> compared.add(hook + " " + agree));
        Page page = new Page("as it was");
        assertThat(watched.hooks().call(Edited.POINT, page, Optional.empty())).isEqualTo(Verdict.CONTINUE);
        assertThat(page.text).isEqualTo("as it was");
        assertThat(compared).containsExactly("edited false");
        held.release(Set.of(6L));
        assertThat(watched.hooks().call(Edited.POINT, page, Optional.empty())).isInstanceOf(Verdict.Reject.class);
        assertThat(compared).hasSize(1);
    }

    @Test
    void a_shadow_or_a_report_that_fails_harms_nobody() {
        register(stamp("old", 6));
        Held held = rollouts.hold(7);
        Folded failing = arguments -> {
            throw new StackOverflowError("on purpose");
        };
        register(watched.make(Folded.POINT, "stamp", 0, 7, failing));
        held.shadow(6, (hook, subject, counted, shadowed, agree) -> {
            compared.add(counted + " / " + shadowed);
            throw new IllegalStateException("the report fails, too");
        });
        assertThat(fold()).isEqualTo("old");
        assertThat(compared).containsExactly("old / fault: java.lang.StackOverflowError: on purpose");
    }

    @Test
    void a_shadow_ends_when_the_held_one_or_the_serving_one_leaves() {
        Handler serving = stamp("old", 6);
        register(serving);
        Held held = rollouts.hold(7);
        Handler shadow = stamp("new", 7);
        register(shadow);
        held.shadow(6, (hook, subject, counted, shadowed, agree) -> compared.add(shadowed));
        fold();
        assertThat(compared).containsExactly("new");
        assertThat(rollouts.forget(7, List.of(shadow))).isTrue();
        assertThat(fold()).isEqualTo("old");
        assertThat(compared).hasSize(1);
        assertThat(serving.conduct().shadow()).isNull();
        register(stamp("newer", 7));
        held.shadow(6, (hook, subject, counted, shadowed, agree) -> compared.add(shadowed));
        watched.dispatcher.remove(List.of(serving));
        assertThat(serving.conduct().shadow())
                .as("it would keep the other bundle's classes")
                .isNull();
    }

    private Handler stamp(String mark, long bundleId) {
        Folded target = arguments -> arguments[0] + mark;
        return watched.make(Folded.POINT, "stamp", 0, bundleId, target);
    }

    /** As the tracker does. */
    private void register(Handler handler) {
        if (!rollouts.keepAside(handler.bundleId(), List.of(handler))) {
            watched.dispatcher.add(List.of(handler));
        }
    }

    private String fold() {
        return watched.hooks().call(Folded.POINT, "");
    }
}
