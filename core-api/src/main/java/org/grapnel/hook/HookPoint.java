package org.grapnel.hook;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.Calls.Invoker;
import org.jspecify.annotations.Nullable;

/**
 * One hook point: its interface, how a handler's method is called, and what a faulty handler counts as. It is declared
 * once, as the constant {@code POINT} of the interface, and called in one line:
 *
 * <pre>{@code
 * @Hook(name = "validate_rcptto", kind = HookKind.VERDICT, …)
 * @ConsumerType
 * public interface ValidateRcptto {
 *     HookPoint.Of3<ValidateRcptto, Transaction, Recipient, ValidationContext, Verdict.OfRecipient> POINT =
 *             HookPoint.verdict(ValidateRcptto.class, ValidateRcptto::validateRcptto, Verdict.FAULT);
 *
 *     Verdict.OfRecipient validateRcptto(Transaction transaction, Recipient recipient, ValidationContext context);
 * }
 *
 * Verdict.OfRecipient verdict = hooks.call(ValidateRcptto.POINT, transaction, recipient, context);
 * }</pre>
 *
 * <p>For FOLD the first argument is the value that travels and the answer is its replacement.
 *
 * @param <H> the hook's interface
 * @param <R> the answer: {@code Void}, {@code Optional<T>}, a {@link Verdict}, or the type of the folded value
 */
@SuppressWarnings("UnusedTypeParameter") // the parameters of the Of… types stand for the arguments of a call
public abstract sealed class HookPoint<H, R> {
    private static final AtomicInteger NEXT_INDEX = new AtomicInteger();

    private final Class<H> type;
    private final Hook hook;
    private final String name; // of the annotation: read once, since each reading of it is a call of a proxy
    private final HookKind kind; // likewise
    private final @Nullable Object noAnswer;
    private final @Nullable Object onFault;
    private final Invoker invoker;
    private final int index = NEXT_INDEX.getAndIncrement();

    private HookPoint(
            HookKind kind, Class<H> type, @Nullable Object noAnswer, @Nullable Object onFault, Invoker invoker) {
        this.type = Objects.requireNonNull(type);
        this.hook = Objects.requireNonNull(
                type.getAnnotation(Hook.class), () -> type.getName() + ": no @Hook annotation on the interface");
        if (hook.kind() != kind) {
            throw new IllegalArgumentException(
                    type.getName() + ": declared as " + hook.kind() + " in @Hook, as " + kind + " in POINT");
        }
        this.name = hook.name();
        this.kind = kind;
        this.noAnswer = noAnswer;
        this.onFault = onFault;
        this.invoker = invoker;
    }

    /** The verbatim name, such as {@code validate_rcptto}. */
    public final String name() {
        return name;
    }

    public final HookKind kind() {
        return kind;
    }

    /** Everything that the annotation says. */
    public final Hook hook() {
        return hook;
    }

    /** The interface under whose name handlers are registered. */
    public final Class<H> type() {
        return type;
    }

    /** For the dispatcher: where the point's chain stands in its table. Unique in the process, small, not stable over restarts. */
    public final int index() {
        return index;
    }

    /** For the dispatcher: the answer of an empty chain. For FOLD it is the value itself, so this is null. */
    public final @Nullable Object noAnswer() {
        return noAnswer;
    }

    /** For the dispatcher: the answer that a faulty handler counts as under {@link FailureRule#DEFER}; null = skipped. */
    public final @Nullable Object onFault() {
        return onFault;
    }

    /** For the dispatcher. */
    public final Invoker invoker() {
        return invoker;
    }

    /** True when the answer ends the chain. */
    public final boolean settledBy(@Nullable Object answer) {
        return switch (kind) {
            case OBSERVE, FOLD -> false;
            case FIRST -> ((Optional<?>) Objects.requireNonNull(answer, "the handler answered null")).isPresent();
            case VERDICT ->
                !Objects.requireNonNull(answer, "the handler answered null").equals(Verdict.CONTINUE);
        };
    }

    @Override
    public final String toString() {
        return name();
    }

    /** A point whose method takes no argument. */
    public static final class Of0<H, R> extends HookPoint<H, R> {
        private Of0(
                HookKind kind, Class<H> type, @Nullable Object noAnswer, @Nullable Object onFault, Invoker invoker) {
            super(kind, type, noAnswer, onFault, invoker);
        }
    }

    /** A point whose method takes one argument. */
    public static final class Of1<H, A, R> extends HookPoint<H, R> {
        private Of1(
                HookKind kind, Class<H> type, @Nullable Object noAnswer, @Nullable Object onFault, Invoker invoker) {
            super(kind, type, noAnswer, onFault, invoker);
        }
    }

    /** A point whose method takes 2 arguments. */
    public static final class Of2<H, A, B, R> extends HookPoint<H, R> {
        private Of2(
                HookKind kind, Class<H> type, @Nullable Object noAnswer, @Nullable Object onFault, Invoker invoker) {
            super(kind, type, noAnswer, onFault, invoker);
        }
    }

    /** A point whose method takes 3 arguments. */
    public static final class Of3<H, A, B, C, R> extends HookPoint<H, R> {
        private Of3(
                HookKind kind, Class<H> type, @Nullable Object noAnswer, @Nullable Object onFault, Invoker invoker) {
            super(kind, type, noAnswer, onFault, invoker);
        }
    }

    /** A point whose method takes 4 arguments. */
    public static final class Of4<H, A, B, C, D, R> extends HookPoint<H, R> {
        private Of4(
                HookKind kind, Class<H> type, @Nullable Object noAnswer, @Nullable Object onFault, Invoker invoker) {
            super(kind, type, noAnswer, onFault, invoker);
        }
    }

    /** A point whose method takes 5 arguments. */
    public static final class Of5<H, A, B, C, D, E, R> extends HookPoint<H, R> {
        private Of5(
                HookKind kind, Class<H> type, @Nullable Object noAnswer, @Nullable Object onFault, Invoker invoker) {
            super(kind, type, noAnswer, onFault, invoker);
        }
    }

    /** A point whose method takes 6 arguments. */
    public static final class Of6<H, A, B, C, D, E, F, R> extends HookPoint<H, R> {
        private Of6(
                HookKind kind, Class<H> type, @Nullable Object noAnswer, @Nullable Object onFault, Invoker invoker) {
            super(kind, type, noAnswer, onFault, invoker);
        }
    }

    /** A point whose handlers are told and answer nothing. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H> Of0<H, Void> observe(Class<H> type, Calls.Tell0<H> how) {
        return new Of0<>(HookKind.OBSERVE, type, null, null, (h, a, b, c, d, e, f) -> {
            how.call((H) h);
            return null;
        });
    }

    /** A point where the first handler that answers decides. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, T> Of0<H, Optional<T>> first(Class<H> type, Calls.Ask0<H, Optional<T>> how) {
        return new Of0<>(HookKind.FIRST, type, Optional.empty(), null, (h, a, b, c, d, e, f) -> how.call((H) h));
    }

    /** A point where each handler continues or ends the chain; a faulty one counts as {@code onFault}. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, R extends Verdict> Of0<H, R> verdict(Class<H> type, Calls.Ask0<H, R> how, R onFault) {
        return new Of0<>(HookKind.VERDICT, type, Verdict.CONTINUE, onFault, (h, a, b, c, d, e, f) -> how.call((H) h));
    }

    /** A point whose handlers are told and answer nothing. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A> Of1<H, A, Void> observe(Class<H> type, Calls.Tell1<H, A> how) {
        return new Of1<>(HookKind.OBSERVE, type, null, null, (h, a, b, c, d, e, f) -> {
            how.call((H) h, (A) a);
            return null;
        });
    }

    /** A point where the first handler that answers decides. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, T> Of1<H, A, Optional<T>> first(Class<H> type, Calls.Ask1<H, A, Optional<T>> how) {
        return new Of1<>(HookKind.FIRST, type, Optional.empty(), null, (h, a, b, c, d, e, f) -> how.call((H) h, (A) a));
    }

    /** A point where each handler continues or ends the chain; a faulty one counts as {@code onFault}. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, R extends Verdict> Of1<H, A, R> verdict(Class<H> type, Calls.Ask1<H, A, R> how, R onFault) {
        return new Of1<>(
                HookKind.VERDICT, type, Verdict.CONTINUE, onFault, (h, a, b, c, d, e, f) -> how.call((H) h, (A) a));
    }

    /** A point through whose handlers the first argument travels. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A> Of1<H, A, A> fold(Class<H> type, Calls.Ask1<H, A, A> how) {
        return new Of1<>(HookKind.FOLD, type, null, null, (h, a, b, c, d, e, f) -> how.call((H) h, (A) a));
    }

    /** A point whose handlers are told and answer nothing. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B> Of2<H, A, B, Void> observe(Class<H> type, Calls.Tell2<H, A, B> how) {
        return new Of2<>(HookKind.OBSERVE, type, null, null, (h, a, b, c, d, e, f) -> {
            how.call((H) h, (A) a, (B) b);
            return null;
        });
    }

    /** A point where the first handler that answers decides. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, T> Of2<H, A, B, Optional<T>> first(Class<H> type, Calls.Ask2<H, A, B, Optional<T>> how) {
        return new Of2<>(
                HookKind.FIRST, type, Optional.empty(), null, (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b));
    }

    /** A point where each handler continues or ends the chain; a faulty one counts as {@code onFault}. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, R extends Verdict> Of2<H, A, B, R> verdict(
            Class<H> type, Calls.Ask2<H, A, B, R> how, R onFault) {
        return new Of2<>(
                HookKind.VERDICT,
                type,
                Verdict.CONTINUE,
                onFault,
                (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b));
    }

    /** A point through whose handlers the first argument travels. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B> Of2<H, A, B, A> fold(Class<H> type, Calls.Ask2<H, A, B, A> how) {
        return new Of2<>(HookKind.FOLD, type, null, null, (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b));
    }

    /** A point whose handlers are told and answer nothing. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C> Of3<H, A, B, C, Void> observe(Class<H> type, Calls.Tell3<H, A, B, C> how) {
        return new Of3<>(HookKind.OBSERVE, type, null, null, (h, a, b, c, d, e, f) -> {
            how.call((H) h, (A) a, (B) b, (C) c);
            return null;
        });
    }

    /** A point where the first handler that answers decides. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, T> Of3<H, A, B, C, Optional<T>> first(
            Class<H> type, Calls.Ask3<H, A, B, C, Optional<T>> how) {
        return new Of3<>(
                HookKind.FIRST,
                type,
                Optional.empty(),
                null,
                (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b, (C) c));
    }

    /** A point where each handler continues or ends the chain; a faulty one counts as {@code onFault}. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, R extends Verdict> Of3<H, A, B, C, R> verdict(
            Class<H> type, Calls.Ask3<H, A, B, C, R> how, R onFault) {
        return new Of3<>(
                HookKind.VERDICT,
                type,
                Verdict.CONTINUE,
                onFault,
                (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b, (C) c));
    }

    /** A point through whose handlers the first argument travels. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C> Of3<H, A, B, C, A> fold(Class<H> type, Calls.Ask3<H, A, B, C, A> how) {
        return new Of3<>(
                HookKind.FOLD, type, null, null, (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b, (C) c));
    }

    /** A point whose handlers are told and answer nothing. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, D> Of4<H, A, B, C, D, Void> observe(Class<H> type, Calls.Tell4<H, A, B, C, D> how) {
        return new Of4<>(HookKind.OBSERVE, type, null, null, (h, a, b, c, d, e, f) -> {
            how.call((H) h, (A) a, (B) b, (C) c, (D) d);
            return null;
        });
    }

    /** A point where the first handler that answers decides. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, D, T> Of4<H, A, B, C, D, Optional<T>> first(
            Class<H> type, Calls.Ask4<H, A, B, C, D, Optional<T>> how) {
        return new Of4<>(
                HookKind.FIRST,
                type,
                Optional.empty(),
                null,
                (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b, (C) c, (D) d));
    }

    /** A point where each handler continues or ends the chain; a faulty one counts as {@code onFault}. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, D, R extends Verdict> Of4<H, A, B, C, D, R> verdict(
            Class<H> type, Calls.Ask4<H, A, B, C, D, R> how, R onFault) {
        return new Of4<>(
                HookKind.VERDICT,
                type,
                Verdict.CONTINUE,
                onFault,
                (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b, (C) c, (D) d));
    }

    /** A point through whose handlers the first argument travels. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, D> Of4<H, A, B, C, D, A> fold(Class<H> type, Calls.Ask4<H, A, B, C, D, A> how) {
        return new Of4<>(
                HookKind.FOLD, type, null, null, (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b, (C) c, (D) d));
    }

    /** A point whose handlers are told and answer nothing. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, D, E> Of5<H, A, B, C, D, E, Void> observe(
            Class<H> type, Calls.Tell5<H, A, B, C, D, E> how) {
        return new Of5<>(HookKind.OBSERVE, type, null, null, (h, a, b, c, d, e, f) -> {
            how.call((H) h, (A) a, (B) b, (C) c, (D) d, (E) e);
            return null;
        });
    }

    /** A point where the first handler that answers decides. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, D, E, T> Of5<H, A, B, C, D, E, Optional<T>> first(
            Class<H> type, Calls.Ask5<H, A, B, C, D, E, Optional<T>> how) {
        return new Of5<>(
                HookKind.FIRST,
                type,
                Optional.empty(),
                null,
                (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b, (C) c, (D) d, (E) e));
    }

    /** A point where each handler continues or ends the chain; a faulty one counts as {@code onFault}. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, D, E, R extends Verdict> Of5<H, A, B, C, D, E, R> verdict(
            Class<H> type, Calls.Ask5<H, A, B, C, D, E, R> how, R onFault) {
        return new Of5<>(
                HookKind.VERDICT,
                type,
                Verdict.CONTINUE,
                onFault,
                (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b, (C) c, (D) d, (E) e));
    }

    /** A point through whose handlers the first argument travels. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, D, E> Of5<H, A, B, C, D, E, A> fold(Class<H> type, Calls.Ask5<H, A, B, C, D, E, A> how) {
        return new Of5<>(
                HookKind.FOLD,
                type,
                null,
                null,
                (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b, (C) c, (D) d, (E) e));
    }

    /** A point whose handlers are told and answer nothing. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, D, E, F> Of6<H, A, B, C, D, E, F, Void> observe(
            Class<H> type, Calls.Tell6<H, A, B, C, D, E, F> how) {
        return new Of6<>(HookKind.OBSERVE, type, null, null, (h, a, b, c, d, e, f) -> {
            how.call((H) h, (A) a, (B) b, (C) c, (D) d, (E) e, (F) f);
            return null;
        });
    }

    /** A point where the first handler that answers decides. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, D, E, F, T> Of6<H, A, B, C, D, E, F, Optional<T>> first(
            Class<H> type, Calls.Ask6<H, A, B, C, D, E, F, Optional<T>> how) {
        return new Of6<>(
                HookKind.FIRST,
                type,
                Optional.empty(),
                null,
                (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b, (C) c, (D) d, (E) e, (F) f));
    }

    /** A point where each handler continues or ends the chain; a faulty one counts as {@code onFault}. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, D, E, F, R extends Verdict> Of6<H, A, B, C, D, E, F, R> verdict(
            Class<H> type, Calls.Ask6<H, A, B, C, D, E, F, R> how, R onFault) {
        return new Of6<>(
                HookKind.VERDICT,
                type,
                Verdict.CONTINUE,
                onFault,
                (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b, (C) c, (D) d, (E) e, (F) f));
    }

    /** A point through whose handlers the first argument travels. */
    @SuppressWarnings("unchecked") // the typed method of Hooks let only these types in
    public static <H, A, B, C, D, E, F> Of6<H, A, B, C, D, E, F, A> fold(
            Class<H> type, Calls.Ask6<H, A, B, C, D, E, F, A> how) {
        return new Of6<>(
                HookKind.FOLD,
                type,
                null,
                null,
                (h, a, b, c, d, e, f) -> how.call((H) h, (A) a, (B) b, (C) c, (D) d, (E) e, (F) f));
    }
}
