package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.Verdict;
import org.grapnel.mta.dispatch.Kinds.Decided;
import org.grapnel.mta.dispatch.Kinds.FirstOne;
import org.grapnel.mta.dispatch.Kinds.Folded;
import org.grapnel.mta.dispatch.Kinds.Observed;
import org.grapnel.mta.dispatch.Kinds.Thrower;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequiredHandlersTest {
    private static final List<HookPoint<?, ?>> ALL =
            List.of(Observed.POINT, FirstOne.POINT, Decided.POINT, Folded.POINT);
    private static final Decided GOES_ON = arguments -> Verdict.CONTINUE;

    private final Watched watched = new Watched();

    @AfterEach
    void close() throws InterruptedException {
        watched.close();
    }

    @Test
    void an_empty_slot_gives_the_failure_answer() {
        require("decided", "scanner");
        assertThat(decide()).isEqualTo(Verdict.FAULT);
        watched.add(Decided.POINT, "other", GOES_ON);
        assertThat(decide()).isEqualTo(Verdict.FAULT);
        Handler scanner = watched.add(Decided.POINT, "scanner", GOES_ON);
        assertThat(decide()).isEqualTo(Verdict.CONTINUE);
        watched.dispatcher.remove(List.of(scanner));
        assertThat(decide()).isEqualTo(Verdict.FAULT);
        watched.dispatcher.require(Map.of(), ALL);
        assertThat(decide()).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void where_nothing_is_decided_a_slot_has_no_effect() {
        watched.dispatcher.require(
                Map.of("observed", Set.of("a"), "first_one", Set.of("b"), "folded", Set.of("c")), ALL);
        assertThat(watched.hooks().call(Observed.POINT, "x")).isNull();
        assertThat(watched.hooks().call(FirstOne.POINT, "x")).isEmpty();
        assertThat(watched.hooks().call(Folded.POINT, "x")).isEqualTo("x");
        FirstOne sure = arguments -> Optional.of("yes");
        watched.add(FirstOne.POINT, "sure", sure);
        assertThat(watched.hooks().call(FirstOne.POINT, "x")).hasValue("yes");
    }

    @Test
    void one_in_quarantine_gives_the_failure_answer_though_its_rule_is_to_skip() {
        require("decided", "scanner");
        watched.set(Map.of("handler.quarantine_faults", "2"));
        Handler scanner = skipped("scanner", new Thrower(new IllegalStateException("on purpose")));
        watched.dispatcher.add(List.of(scanner));
        assertThat(decide()).isEqualTo(Verdict.CONTINUE);
        assertThat(decide()).isEqualTo(Verdict.CONTINUE);
        assertThat(scanner.quarantineLeft()).isPositive();
        assertThat(decide()).isEqualTo(Verdict.FAULT);
        scanner.release();
        assertThat(decide()).as("on trial").isEqualTo(Verdict.CONTINUE);
        assertThat(decide()).isEqualTo(Verdict.FAULT);
    }

    @Test
    void one_that_nobody_requires_is_skipped_in_quarantine() {
        watched.set(Map.of("handler.quarantine_faults", "1"));
        watched.add(Decided.POINT, "faulty", new Thrower(new IllegalStateException("on purpose")));
        assertThat(decide()).isEqualTo(Verdict.FAULT);
        assertThat(decide()).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void one_that_left_a_pinned_transaction_gives_the_failure_answer_though_its_rule_is_to_skip() {
        require("decided", "scanner");
        Handler scanner = skipped("scanner", GOES_ON);
        watched.dispatcher.add(List.of(scanner));
        Generation pinned = watched.dispatcher.pin();
        scanner.leave();
        assertThat(pinned.call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
        pinned.release();
    }

    @Test
    void a_point_that_becomes_known_later_is_guarded_from_then_on_and_forgotten_with_its_bundle() {
        watched.dispatcher.require(Map.of("decided", Set.of("scanner")), List.of());
        watched.dispatcher.known(List.of(Decided.POINT, Folded.POINT));
        assertThat(decide()).isEqualTo(Verdict.FAULT);
        assertThat(watched.hooks().anyFor(Folded.POINT)).isFalse();
        watched.dispatcher.forget(List.of(Decided.POINT, Folded.POINT));
        assertThat(watched.hooks().anyFor(Decided.POINT)).isFalse();
    }

    private Handler skipped(String name, Decided target) {
        Handler made = watched.make(Decided.POINT, name, 0, -1, target);
        return made.with(
                made.identity(),
                new HandlerPolicy(FailureRule.SKIP, made.policy().deadline(), true, Optional.empty()));
    }

    private void require(String point, String name) {
        watched.dispatcher.require(Map.of(point, Set.of(name)), ALL);
    }

    private Verdict.OfStep decide() {
        return watched.hooks().call(Decided.POINT, "x");
    }
}
