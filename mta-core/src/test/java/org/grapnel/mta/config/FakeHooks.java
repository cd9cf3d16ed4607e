package org.grapnel.mta.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.Hooks;

/** At most one handler for each point, called without any guard, and a record of all calls. */
final class FakeHooks implements Hooks {
    private final Map<HookPoint<?, ?>, Object> handlers = new HashMap<>();
    final List<String> calls = new ArrayList<>();

    <H> FakeHooks with(HookPoint<H, ?> point, H handler) {
        handlers.put(point, handler);
        return this;
    }

    @Override
    public boolean anyFor(HookPoint<?, ?> point) {
        return handlers.containsKey(point);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the typed methods below let only fitting arguments in
    private <R> R run(HookPoint<?, R> point, Object... given) {
        Object[] args = Arrays.copyOf(given, 6);
        calls.add(point.name() + Arrays.toString(given));
        Object handler = handlers.get(point);
        if (handler == null) {
            return (R) (point.kind() == HookKind.FOLD ? args[0] : point.noAnswer());
        }
        try {
            return (R) point.invoker().invoke(handler, args[0], args[1], args[2], args[3], args[4], args[5]);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public <R> R call(HookPoint.Of0<?, R> point) {
        return run(point);
    }

    @Override
    public <A, R> R call(HookPoint.Of1<?, A, R> point, A a) {
        return run(point, Objects.requireNonNull(a));
    }

    @Override
    public <A, B, R> R call(HookPoint.Of2<?, A, B, R> point, A a, B b) {
        return run(point, a, b);
    }

    @Override
    public <A, B, C, R> R call(HookPoint.Of3<?, A, B, C, R> point, A a, B b, C c) {
        return run(point, a, b, c);
    }

    @Override
    public <A, B, C, D, R> R call(HookPoint.Of4<?, A, B, C, D, R> point, A a, B b, C c, D d) {
        return run(point, a, b, c, d);
    }

    @Override
    public <A, B, C, D, E, R> R call(HookPoint.Of5<?, A, B, C, D, E, R> point, A a, B b, C c, D d, E e) {
        return run(point, a, b, c, d, e);
    }

    @Override
    public <A, B, C, D, E, F, R> R call(HookPoint.Of6<?, A, B, C, D, E, F, R> point, A a, B b, C c, D d, E e, F f) {
        return run(point, a, b, c, d, e, f);
    }
}
