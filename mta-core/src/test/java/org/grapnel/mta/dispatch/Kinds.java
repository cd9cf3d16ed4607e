package org.grapnel.mta.dispatch;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.jspecify.annotations.NullUnmarked;

/** One hook point of each kind, and handlers for them. */
final class Kinds {
    private static final AtomicLong SERVICE_IDS = new AtomicLong(1);

    private Kinds() {}

    @Hook(name = "observed", kind = HookKind.OBSERVE, thread = HookThread.ANY, when = "in tests", byDefault = "nothing")
    interface Observed {
        HookPoint.Of1<Observed, String, Void> POINT =
                HookPoint.observe(Observed.class, (Observed h, String text) -> h.observe(text));

        void observe(Object... arguments);
    }

    @Hook(name = "first_one", kind = HookKind.FIRST, thread = HookThread.ANY, when = "in tests", byDefault = "nobody")
    interface FirstOne {
        HookPoint.Of1<FirstOne, String, Optional<String>> POINT =
                HookPoint.first(FirstOne.class, (FirstOne h, String text) -> h.first(text));

        Optional<String> first(Object... arguments);
    }

    @Hook(name = "decided", kind = HookKind.VERDICT, thread = HookThread.ANY, when = "in tests", byDefault = "goes on")
    interface Decided {
        HookPoint.Of1<Decided, String, Verdict.OfStep> POINT =
                HookPoint.verdict(Decided.class, (Decided h, String text) -> h.decide(text), Verdict.FAULT);

        Verdict.OfStep decide(Object... arguments);
    }

    @Hook(name = "folded", kind = HookKind.FOLD, thread = HookThread.ANY, when = "in tests", byDefault = "as it is")
    interface Folded {
        HookPoint.Of1<Folded, String, String> POINT =
                HookPoint.fold(Folded.class, (Folded h, String text) -> h.fold(text));

        String fold(Object... arguments);
    }

    /** Throws at each call, checked or not. */
    record Thrower(Throwable fault) implements Observed, FirstOne, Decided, Folded {
        @Override
        public void observe(Object... arguments) {
            throwAs(fault);
        }

        @Override
        public Optional<String> first(Object... arguments) {
            return throwAs(fault);
        }

        @Override
        public Verdict.OfStep decide(Object... arguments) {
            return throwAs(fault);
        }

        @Override
        public String fold(Object... arguments) {
            return throwAs(fault);
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
        }) // throws a checked exception where none is declared
        private static <R, T extends Throwable> R throwAs(Throwable fault) throws T {
            throw (T) fault;
        }
    }

    /** Answers null where that is not allowed. */
    @NullUnmarked
    static final class Nobody implements FirstOne, Decided, Folded {
        @Override
        public Optional<String> first(Object... arguments) {
            return null;
        }

        @Override
        public Verdict.OfStep decide(Object... arguments) {
            return null;
        }

        @Override
        public String fold(Object... arguments) {
            return null;
        }
    }

    static Handler handler(HookPoint<?, ?> point, String name, int ranking, Object target) {
        return handler(
                point, identity(name, ranking), target, point.onFault() == null ? FailureRule.SKIP : FailureRule.DEFER);
    }

    static Handler handler(HookPoint<?, ?> point, Handler.Identity identity, Object target, FailureRule rule) {
        return new Handler(point, identity, target, rule);
    }

    static Handler.Identity identity(String name, int ranking) {
        return new Handler.Identity(name, "org.example.bundle", "1.0.0", ranking, SERVICE_IDS.getAndIncrement());
    }

    /** A handler of {@link Folded} that adds its mark to the text. */
    static Handler marking(String mark, int ranking) {
        Folded target = arguments -> arguments[0] + mark;
        return handler(Folded.POINT, mark, ranking, target);
    }
}
