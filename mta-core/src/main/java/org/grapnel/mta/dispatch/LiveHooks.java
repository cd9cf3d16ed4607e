package org.grapnel.mta.dispatch;

import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.jspecify.annotations.Nullable;

/** The chains in force at the moment of each call; the generation is pinned for the length of that call. */
final class LiveHooks extends Dispatch {
    private final Dispatcher dispatcher;

    LiveHooks(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public boolean anyFor(HookPoint<?, ?> point) {
        return dispatcher.current().anyFor(point);
    }

    @Override
    @Nullable
    Object run(
            HookPoint<?, ?> point,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f) {
        if (dispatcher.current().chain(point) == null) {
            return point.kind() == HookKind.FOLD ? a : point.noAnswer();
        }
        Generation pinned = dispatcher.pin();
        try {
            return pinned.run(point, a, b, c, d, e, f);
        } finally {
            pinned.release();
        }
    }
}
