package org.grapnel.hook;

/** The shapes of a handler's method, by number of arguments: {@code Ask} answers, {@code Tell} does not. Method references fill them. */
public final class Calls {
    private Calls() {}

    public interface Ask0<H, R> {
        R call(H handler);
    }

    public interface Ask1<H, A, R> {
        R call(H handler, A a);
    }

    public interface Ask2<H, A, B, R> {
        R call(H handler, A a, B b);
    }

    public interface Ask3<H, A, B, C, R> {
        R call(H handler, A a, B b, C c);
    }

    public interface Ask4<H, A, B, C, D, R> {
        R call(H handler, A a, B b, C c, D d);
    }

    public interface Ask5<H, A, B, C, D, E, R> {
        R call(H handler, A a, B b, C c, D d, E e);
    }

    public interface Ask6<H, A, B, C, D, E, F, R> {
        R call(H handler, A a, B b, C c, D d, E e, F f);
    }

    public interface Tell0<H> {
        void call(H handler);
    }

    public interface Tell1<H, A> {
        void call(H handler, A a);
    }

    public interface Tell2<H, A, B> {
        void call(H handler, A a, B b);
    }

    public interface Tell3<H, A, B, C> {
        void call(H handler, A a, B b, C c);
    }

    public interface Tell4<H, A, B, C, D> {
        void call(H handler, A a, B b, C c, D d);
    }

    public interface Tell5<H, A, B, C, D, E> {
        void call(H handler, A a, B b, C c, D d, E e);
    }

    public interface Tell6<H, A, B, C, D, E, F> {
        void call(H handler, A a, B b, C c, D d, E e, F f);
    }

    /** What the dispatcher calls: the same for every point, whatever its number of arguments. */
    public interface Invoker {
        @org.jspecify.annotations.Nullable
        Object invoke(
                Object handler,
                @org.jspecify.annotations.Nullable Object a,
                @org.jspecify.annotations.Nullable Object b,
                @org.jspecify.annotations.Nullable Object c,
                @org.jspecify.annotations.Nullable Object d,
                @org.jspecify.annotations.Nullable Object e,
                @org.jspecify.annotations.Nullable Object f);
    }
}
