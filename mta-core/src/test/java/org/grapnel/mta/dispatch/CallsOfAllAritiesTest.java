package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.grapnel.mta.dispatch.Kinds.handler;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Verdict;
import org.grapnel.mta.dispatch.Kinds.Decided;
import org.grapnel.mta.dispatch.Kinds.FirstOne;
import org.grapnel.mta.dispatch.Kinds.Folded;
import org.grapnel.mta.dispatch.Kinds.Observed;
import org.junit.jupiter.api.Test;

/** Each argument arrives at its place, and the answer comes back, whatever the kind and the number of arguments. */
class CallsOfAllAritiesTest {
    private final Dispatcher dispatcher = new Dispatcher(() -> Duration.ofSeconds(5));
    private final Hooks hooks = dispatcher.live();
    private final Echo echo = new Echo();

    /** Answers what it was given. */
    private static final class Echo implements Observed, FirstOne, Decided, Folded {
        private String last = "";

        @Override
        public void observe(Object... arguments) {
            last = Arrays.toString(arguments);
        }

        @Override
        public Optional<String> first(Object... arguments) {
            observe(arguments);
            return Optional.of(last);
        }

        @Override
        public Verdict.OfStep decide(Object... arguments) {
            observe(arguments);
            return Verdict.reject(550, "5.0.0", last);
        }

        @Override
        public String fold(Object... arguments) {
            observe(arguments);
            return last;
        }
    }

    @Test
    void observe_of_0() {
        assertThat(hooks.call(echoed(HookPoint.observe(Observed.class, (Observed h) -> h.observe()))))
                .isNull();
        assertThat(echo.last).isEqualTo(text(0));
    }

    @Test
    void observe_of_1() {
        assertThat(hooks.call(echoed(HookPoint.observe(Observed.class, (Observed h, String a) -> h.observe(a))), "1"))
                .isNull();
        assertThat(echo.last).isEqualTo(text(1));
    }

    @Test
    void observe_of_2() {
        assertThat(hooks.call(
                        echoed(HookPoint.observe(Observed.class, (Observed h, String a, String b) -> h.observe(a, b))),
                        "1",
                        "2"))
                .isNull();
        assertThat(echo.last).isEqualTo(text(2));
    }

    @Test
    void observe_of_3() {
        assertThat(hooks.call(
                        echoed(HookPoint.observe(
                                Observed.class, (Observed h, String a, String b, String c) -> h.observe(a, b, c))),
                        "1",
                        "2",
                        "3"))
                .isNull();
        assertThat(echo.last).isEqualTo(text(3));
    }

    @Test
    void observe_of_4() {
        assertThat(hooks.call(
                        echoed(HookPoint.observe(
                                Observed.class,
                                (Observed h, String a, String b, String c, String d) -> h.observe(a, b, c, d))),
                        "1",
                        "2",
                        "3",
                        "4"))
                .isNull();
        assertThat(echo.last).isEqualTo(text(4));
    }

    @Test
    void observe_of_5() {
        assertThat(hooks.call(
                        echoed(HookPoint.observe(
                                Observed.class,
                                (Observed h, String a, String b, String c, String d, String e) ->
                                        h.observe(a, b, c, d, e))),
                        "1",
                        "2",
                        "3",
                        "4",
                        "5"))
                .isNull();
        assertThat(echo.last).isEqualTo(text(5));
    }

    @Test
    void observe_of_6() {
        assertThat(hooks.call(
                        echoed(HookPoint.observe(
                                Observed.class,
                                (Observed h, String a, String b, String c, String d, String e, String f) ->
                                        h.observe(a, b, c, d, e, f))),
                        "1",
                        "2",
                        "3",
                        "4",
                        "5",
                        "6"))
                .isNull();
        assertThat(echo.last).isEqualTo(text(6));
    }

    @Test
    void first_of_0() {
        assertThat(hooks.call(echoed(HookPoint.first(FirstOne.class, (FirstOne h) -> h.first()))))
                .isEqualTo(Optional.of(text(0)));
        assertThat(echo.last).isEqualTo(text(0));
    }

    @Test
    void first_of_1() {
        assertThat(hooks.call(echoed(HookPoint.first(FirstOne.class, (FirstOne h, String a) -> h.first(a))), "1"))
                .isEqualTo(Optional.of(text(1)));
        assertThat(echo.last).isEqualTo(text(1));
    }

    @Test
    void first_of_2() {
        assertThat(hooks.call(
                        echoed(HookPoint.first(FirstOne.class, (FirstOne h, String a, String b) -> h.first(a, b))),
                        "1",
                        "2"))
                .isEqualTo(Optional.of(text(2)));
        assertThat(echo.last).isEqualTo(text(2));
    }

    @Test
    void first_of_3() {
        assertThat(hooks.call(
                        echoed(HookPoint.first(
                                FirstOne.class, (FirstOne h, String a, String b, String c) -> h.first(a, b, c))),
                        "1",
                        "2",
                        "3"))
                .isEqualTo(Optional.of(text(3)));
        assertThat(echo.last).isEqualTo(text(3));
    }

    @Test
    void first_of_4() {
        assertThat(hooks.call(
                        echoed(HookPoint.first(
                                FirstOne.class,
                                (FirstOne h, String a, String b, String c, String d) -> h.first(a, b, c, d))),
                        "1",
                        "2",
                        "3",
                        "4"))
                .isEqualTo(Optional.of(text(4)));
        assertThat(echo.last).isEqualTo(text(4));
    }

    @Test
    void first_of_5() {
        assertThat(hooks.call(
                        echoed(HookPoint.first(
                                FirstOne.class,
                                (FirstOne h, String a, String b, String c, String d, String e) ->
                                        h.first(a, b, c, d, e))),
                        "1",
                        "2",
                        "3",
                        "4",
                        "5"))
                .isEqualTo(Optional.of(text(5)));
        assertThat(echo.last).isEqualTo(text(5));
    }

    @Test
    void first_of_6() {
        assertThat(hooks.call(
                        echoed(HookPoint.first(
                                FirstOne.class,
                                (FirstOne h, String a, String b, String c, String d, String e, String f) ->
                                        h.first(a, b, c, d, e, f))),
                        "1",
                        "2",
                        "3",
                        "4",
                        "5",
                        "6"))
                .isEqualTo(Optional.of(text(6)));
        assertThat(echo.last).isEqualTo(text(6));
    }

    @Test
    void verdict_of_0() {
        assertThat(hooks.call(echoed(HookPoint.verdict(Decided.class, (Decided h) -> h.decide(), Verdict.FAULT))))
                .isEqualTo(Verdict.reject(550, "5.0.0", text(0)));
        assertThat(echo.last).isEqualTo(text(0));
    }

    @Test
    void verdict_of_1() {
        assertThat(hooks.call(
                        echoed(HookPoint.verdict(Decided.class, (Decided h, String a) -> h.decide(a), Verdict.FAULT)),
                        "1"))
                .isEqualTo(Verdict.reject(550, "5.0.0", text(1)));
        assertThat(echo.last).isEqualTo(text(1));
    }

    @Test
    void verdict_of_2() {
        assertThat(hooks.call(
                        echoed(HookPoint.verdict(
                                Decided.class, (Decided h, String a, String b) -> h.decide(a, b), Verdict.FAULT)),
                        "1",
                        "2"))
                .isEqualTo(Verdict.reject(550, "5.0.0", text(2)));
        assertThat(echo.last).isEqualTo(text(2));
    }

    @Test
    void verdict_of_3() {
        assertThat(hooks.call(
                        echoed(HookPoint.verdict(
                                Decided.class,
                                (Decided h, String a, String b, String c) -> h.decide(a, b, c),
                                Verdict.FAULT)),
                        "1",
                        "2",
                        "3"))
                .isEqualTo(Verdict.reject(550, "5.0.0", text(3)));
        assertThat(echo.last).isEqualTo(text(3));
    }

    @Test
    void verdict_of_4() {
        assertThat(hooks.call(
                        echoed(HookPoint.verdict(
                                Decided.class,
                                (Decided h, String a, String b, String c, String d) -> h.decide(a, b, c, d),
                                Verdict.FAULT)),
                        "1",
                        "2",
                        "3",
                        "4"))
                .isEqualTo(Verdict.reject(550, "5.0.0", text(4)));
        assertThat(echo.last).isEqualTo(text(4));
    }

    @Test
    void verdict_of_5() {
        assertThat(hooks.call(
                        echoed(HookPoint.verdict(
                                Decided.class,
                                (Decided h, String a, String b, String c, String d, String e) ->
                                        h.decide(a, b, c, d, e),
                                Verdict.FAULT)),
                        "1",
                        "2",
                        "3",
                        "4",
                        "5"))
                .isEqualTo(Verdict.reject(550, "5.0.0", text(5)));
        assertThat(echo.last).isEqualTo(text(5));
    }

    @Test
    void verdict_of_6() {
        assertThat(hooks.call(
                        echoed(HookPoint.verdict(
                                Decided.class,
                                (Decided h, String a, String b, String c, String d, String e, String f) ->
                                        h.decide(a, b, c, d, e, f),
                                Verdict.FAULT)),
                        "1",
                        "2",
                        "3",
                        "4",
                        "5",
                        "6"))
                .isEqualTo(Verdict.reject(550, "5.0.0", text(6)));
        assertThat(echo.last).isEqualTo(text(6));
    }

    @Test
    void fold_of_1() {
        assertThat(hooks.call(echoed(HookPoint.fold(Folded.class, (Folded h, String a) -> h.fold(a))), "1"))
                .isEqualTo(text(1));
        assertThat(echo.last).isEqualTo(text(1));
    }

    @Test
    void fold_of_2() {
        assertThat(hooks.call(
                        echoed(HookPoint.fold(Folded.class, (Folded h, String a, String b) -> h.fold(a, b))), "1", "2"))
                .isEqualTo(text(2));
        assertThat(echo.last).isEqualTo(text(2));
    }

    @Test
    void fold_of_3() {
        assertThat(hooks.call(
                        echoed(HookPoint.fold(
                                Folded.class, (Folded h, String a, String b, String c) -> h.fold(a, b, c))),
                        "1",
                        "2",
                        "3"))
                .isEqualTo(text(3));
        assertThat(echo.last).isEqualTo(text(3));
    }

    @Test
    void fold_of_4() {
        assertThat(hooks.call(
                        echoed(HookPoint.fold(
                                Folded.class,
                                (Folded h, String a, String b, String c, String d) -> h.fold(a, b, c, d))),
                        "1",
                        "2",
                        "3",
                        "4"))
                .isEqualTo(text(4));
        assertThat(echo.last).isEqualTo(text(4));
    }

    @Test
    void fold_of_5() {
        assertThat(hooks.call(
                        echoed(HookPoint.fold(
                                Folded.class,
                                (Folded h, String a, String b, String c, String d, String e) -> h.fold(a, b, c, d, e))),
                        "1",
                        "2",
                        "3",
                        "4",
                        "5"))
                .isEqualTo(text(5));
        assertThat(echo.last).isEqualTo(text(5));
    }

    @Test
    void fold_of_6() {
        assertThat(hooks.call(
                        echoed(HookPoint.fold(
                                Folded.class,
                                (Folded h, String a, String b, String c, String d, String e, String f) ->
                                        h.fold(a, b, c, d, e, f))),
                        "1",
                        "2",
                        "3",
                        "4",
                        "5",
                        "6"))
                .isEqualTo(text(6));
        assertThat(echo.last).isEqualTo(text(6));
    }

    private <P extends HookPoint<?, ?>> P echoed(P point) {
        dispatcher.add(List.of(handler(point, "echo", 0, echo)));
        return point;
    }

    private static String text(int arguments) {
        return IntStream.rangeClosed(1, arguments).boxed().toList().toString();
    }
}
