package org.grapnel.hook;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A set of handler chains in force, and the way to call them. One instance is immutable: who holds it for a whole
 * transaction sees the same handlers in the same versions from the first call to the last.
 *
 * <p>The service of this type always answers with the chains that are in force at the moment of the call; the engine's
 * own call sites use the set that their session phase, transaction or delivery attempt was begun with.
 *
 * <p>THREADS: safe for use by any thread. COST: a point without handlers costs a few nanoseconds and allocates nothing.
 * ERRORS: none; whatever a handler throws is logged, counted and answered by its failure rule.
 *
 * ANSWER (the R of each method): {@code Void} (always null) for OBSERVE, {@code Optional<T>} for FIRST, a
 *     {@link Verdict} for VERDICT, and the type of the first argument for FOLD
 */
@ProviderType
public interface Hooks {
    /** True when at least one handler would be called: for callers that must build costly arguments first. */
    boolean anyFor(HookPoint<?, ?> point);

    <R> R call(HookPoint.Of0<?, R> point);

    <A, R> R call(HookPoint.Of1<?, A, R> point, A a);

    <A, B, R> R call(HookPoint.Of2<?, A, B, R> point, A a, B b);

    <A, B, C, R> R call(HookPoint.Of3<?, A, B, C, R> point, A a, B b, C c);

    <A, B, C, D, R> R call(HookPoint.Of4<?, A, B, C, D, R> point, A a, B b, C c, D d);

    <A, B, C, D, E, R> R call(HookPoint.Of5<?, A, B, C, D, E, R> point, A a, B b, C c, D d, E e);

    <A, B, C, D, E, F, R> R call(HookPoint.Of6<?, A, B, C, D, E, F, R> point, A a, B b, C c, D d, E e, F f);
}
