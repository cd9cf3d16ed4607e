package org.grapnel.mta.dispatch;

import java.util.List;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.jspecify.annotations.Nullable;

/** The handlers of one point in rank order. Never empty, never changed. */
final class Chain {
    private final HookPoint<?, ?> point;
    private final Handler[] handlers;
    private final boolean fold;

    Chain(HookPoint<?, ?> point, List<Handler> ranked) {
        this.point = point;
        this.handlers = ranked.toArray(Handler[]::new);
        this.fold = point.kind() == HookKind.FOLD;
    }

    HookPoint<?, ?> point() {
        return point;
    }

    List<Handler> handlers() {
        return List.of(handlers);
    }

    @Nullable
    Object run(
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f) {
        Object value = a;
        for (Handler handler : handlers) {
            Object answer = handler.ask(value, b, c, d, e, f);
            if (fold) {
                value = answer;
            } else if (answer != null && point.settledBy(answer)) {
                return answer;
            }
        }
        return fold ? value : point.noAnswer();
    }
}
