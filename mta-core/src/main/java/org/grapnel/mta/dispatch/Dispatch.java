package org.grapnel.mta.dispatch;

import org.grapnel.hook.HookPoint;
import org.grapnel.hook.Hooks;
import org.jspecify.annotations.Nullable;

/** The typed methods of {@link Hooks} on top of one untyped call. */
@SuppressWarnings("unchecked") // the points' own types guarantee what each handler answers
abstract class Dispatch implements Hooks {
    abstract @Nullable Object run(
            HookPoint<?, ?> point,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f);

    @Override
    public final <R> R call(HookPoint.Of0<?, R> point) {
        return (R) run(point, null, null, null, null, null, null);
    }

    @Override
    public final <A, R> R call(HookPoint.Of1<?, A, R> point, A a) {
        return (R) run(point, a, null, null, null, null, null);
    }

    @Override
    public final <A, B, R> R call(HookPoint.Of2<?, A, B, R> point, A a, B b) {
        return (R) run(point, a, b, null, null, null, null);
    }

    @Override
    public final <A, B, C, R> R call(HookPoint.Of3<?, A, B, C, R> point, A a, B b, C c) {
        return (R) run(point, a, b, c, null, null, null);
    }

    @Override
    public final <A, B, C, D, R> R call(HookPoint.Of4<?, A, B, C, D, R> point, A a, B b, C c, D d) {
        return (R) run(point, a, b, c, d, null, null);
    }

    @Override
    public final <A, B, C, D, E, R> R call(HookPoint.Of5<?, A, B, C, D, E, R> point, A a, B b, C c, D d, E e) {
        return (R) run(point, a, b, c, d, e, null);
    }

    @Override
    public final <A, B, C, D, E, F, R> R call(
            HookPoint.Of6<?, A, B, C, D, E, F, R> point, A a, B b, C c, D d, E e, F f) {
        return (R) run(point, a, b, c, d, e, f);
    }
}
