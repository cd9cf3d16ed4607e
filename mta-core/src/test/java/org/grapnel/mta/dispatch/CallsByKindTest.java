package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.grapnel.mta.dispatch.Kinds.handler;
import static org.grapnel.mta.dispatch.Kinds.identity;
import static org.grapnel.mta.dispatch.Kinds.marking;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Verdict;
import org.grapnel.mta.dispatch.Kinds.Decided;
import org.grapnel.mta.dispatch.Kinds.FirstOne;
import org.grapnel.mta.dispatch.Kinds.Folded;
import org.grapnel.mta.dispatch.Kinds.Nobody;
import org.grapnel.mta.dispatch.Kinds.Observed;
import org.grapnel.mta.dispatch.Kinds.Thrower;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallsByKindTest {
    private final Dispatcher dispatcher = new Dispatcher(() -> Duration.ofSeconds(5));
    private final Hooks hooks = dispatcher.live();
    private final List<String> asked = new ArrayList<>();

    @Test
    void points_without_handlers_give_their_empty_answer() {
        assertThat(hooks.call(Observed.POINT, "x")).isNull();
        assertThat(hooks.call(FirstOne.POINT, "x")).isEmpty();
        assertThat(hooks.call(Decided.POINT, "x")).isEqualTo(Verdict.CONTINUE);
        assertThat(hooks.call(Folded.POINT, "x")).isEqualTo("x");
        assertThat(hooks.anyFor(Folded.POINT)).isFalse();
    }

    @Test
    void higher_ranks_come_first_and_the_older_service_breaks_ties() {
        Handler older = marking("c", 5);
        Handler younger = marking("d", 5);
        dispatcher.add(List.of(marking("e", Integer.MIN_VALUE), younger));
        dispatcher.add(List.of(marking("b", 6)));
        dispatcher.add(List.of(older, marking("a", Integer.MAX_VALUE)));
        assertThat(hooks.call(Folded.POINT, "")).isEqualTo("abcde");
        assertThat(dispatcher.handlers(Folded.POINT))
                .extracting(h -> h.identity().name())
                .containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void all_observers_are_told_even_behind_a_faulty_one() {
        observing("one", 3);
        Observed faulty = arguments -> {
            throw new IllegalStateException("on purpose");
        };
        Handler two = handler(Observed.POINT, "two", 2, faulty);
        dispatcher.add(List.of(two));
        observing("three", 1);
        hooks.call(Observed.POINT, "x");
        assertThat(asked).containsExactly("one x", "three x");
        assertThat(two.stats().faults()).isEqualTo(1);
    }

    @Test
    void the_first_answer_ends_the_asking() {
        dispatcher.add(List.of(first("silent", 3, Optional.empty()), first("sure", 2, Optional.of("yes"))));
        Handler late = first("late", 1, Optional.of("no"));
        dispatcher.add(List.of(late));
        assertThat(hooks.call(FirstOne.POINT, "x")).hasValue("yes");
        assertThat(late.stats().calls()).isZero();
    }

    @Test
    void the_first_verdict_that_is_not_continue_ends_the_chain() {
        Verdict.OfStep refusal = Verdict.reject(550, "5.7.1", "go away");
        Handler third = verdict("third", 1, Verdict.CONTINUE);
        dispatcher.add(List.of(verdict("first", 3, Verdict.CONTINUE), verdict("second", 2, refusal), third));
        assertThat(hooks.call(Decided.POINT, "x")).isEqualTo(refusal);
        assertThat(third.stats().calls()).isZero();
    }

    @Test
    void a_value_travels_through_all() {
        dispatcher.add(List.of(marking("1", 1), marking("3", 3), marking("2", 2)));
        assertThat(hooks.call(Folded.POINT, ">")).isEqualTo(">321");
    }

    static Stream<Throwable> faults() {
        return Stream.of(
                new IllegalStateException("on purpose"),
                new IOException("on purpose, and checked"),
                new StackOverflowError("on purpose"),
                new NoClassDefFoundError("org/example/Gone"),
                new AssertionError("on purpose"),
                new Unshowable());
    }

    /** The most hostile of all exceptions. */
    private static final class Unshowable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("even the message fails");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("even toString fails");
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_counts_by_kind_and_harms_nobody_else(Throwable fault) {
        Thrower thrower = new Thrower(fault);
        dispatcher.add(List.of(
                handler(Observed.POINT, "faulty", 9, thrower),
                handler(FirstOne.POINT, "faulty", 9, thrower),
                handler(Decided.POINT, "faulty", 9, thrower),
                handler(Folded.POINT, "faulty", 9, thrower),
                first("sure", 1, Optional.of("yes")),
                marking("+", 1)));
        observing("other", 1);
        hooks.call(Observed.POINT, "x");
        assertThat(asked).containsExactly("other x");
        assertThat(hooks.call(FirstOne.POINT, "x")).hasValue("yes");
        assertThat(hooks.call(Folded.POINT, "x")).isEqualTo("x+");
        assertThat(hooks.call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
        assertThat(Stream.of(Observed.POINT, FirstOne.POINT, Decided.POINT, Folded.POINT)
                        .map(point -> dispatcher.handlers(point).get(0).stats().faults()))
                .containsOnly(1L);
    }

    @Test
    void null_is_a_fault_where_an_answer_is_due() {
        Nobody nobody = new Nobody();
        dispatcher.add(List.of(
                handler(FirstOne.POINT, "null", 9, nobody),
                handler(Decided.POINT, "null", 9, nobody),
                handler(Folded.POINT, "null", 9, nobody),
                marking("+", 1)));
        assertThat(hooks.call(FirstOne.POINT, "x")).isEmpty();
        assertThat(hooks.call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
        assertThat(hooks.call(Folded.POINT, "x")).isEqualTo("x+");
    }

    @Test
    void the_rule_skip_makes_a_verdict_go_on() {
        Thrower thrower = new Thrower(new IllegalStateException("on purpose"));
        Verdict.OfStep refusal = Verdict.reject(550, "5.7.1", "go away");
        dispatcher.add(List.of(
                handler(Decided.POINT, identity("skipped", 9), thrower, FailureRule.SKIP),
                verdict("next", 1, refusal)));
        assertThat(hooks.call(Decided.POINT, "x")).isEqualTo(refusal);
    }

    @Test
    void the_rule_defer_is_no_answer_where_the_point_has_no_failure_answer() {
        Thrower thrower = new Thrower(new IllegalStateException("on purpose"));
        dispatcher.add(List.of(
                handler(FirstOne.POINT, identity("faulty", 9), thrower, FailureRule.DEFER),
                first("sure", 1, Optional.of("yes"))));
        assertThat(hooks.call(FirstOne.POINT, "x")).hasValue("yes");
    }

    private void observing(String name, int ranking) {
        Observed target = arguments -> asked.add(name + " " + arguments[0]);
        dispatcher.add(List.of(handler(Observed.POINT, name, ranking, target)));
    }

    private static Handler first(String name, int ranking, Optional<String> answer) {
        FirstOne target = arguments -> answer;
        return handler(FirstOne.POINT, name, ranking, target);
    }

    private static Handler verdict(String name, int ranking, Verdict.OfStep answer) {
        Decided target = arguments -> answer;
        return handler(Decided.POINT, name, ranking, target);
    }
}
