package org.grapnel.mta.dispatch;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.jspecify.annotations.Nullable;

/** The handlers of one point in rank order. Never changed; empty only where a required handler is missing. */
final class Chain {
    private final HookPoint<?, ?> point;
    private final Handler[] handlers;
    private final boolean fold;
    private final Set<String> required;
    private final boolean incomplete;
    private final boolean demanding;
    private final @Nullable Guard guard;

    /** @param required names of handlers without which the phase defers */
    Chain(HookPoint<?, ?> point, List<Handler> ranked, Set<String> required) {
        this.point = point;
        this.handlers = ranked.toArray(Handler[]::new);
        this.fold = point.kind() == HookKind.FOLD;
        this.required = required;
        this.demanding = !required.isEmpty() && point.onFault() != null;
        this.guard = ranked.stream()
                .map(Handler::guard)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        this.incomplete = !ranked.stream()
                .map(handler -> handler.identity().name())
                .collect(Collectors.toSet())
                .containsAll(required);
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
        if (incomplete && demanding) {
            return point.onFault();
        }
        Watch watch = null;
        if (guard != null) {
            watch = guard.watch();
            watch.clock(System.nanoTime());
        }
        Object value = a;
        for (Handler handler : handlers) {
            if (demanding && required.contains(handler.identity().name()) && !handler.serves()) {
                return point.onFault();
            }
            Object answer = handler.ask(watch, value, b, c, d, e, f);
            if (fold) {
                value = answer;
            } else if (answer != null && point.settledBy(answer)) {
                return answer;
            }
        }
        return fold ? value : point.noAnswer();
    }
}
