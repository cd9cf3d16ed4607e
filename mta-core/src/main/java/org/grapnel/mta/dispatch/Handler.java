package org.grapnel.mta.dispatch;

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;
import org.grapnel.hook.Calls.Invoker;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One registered handler of one point: who it is, how it has behaved, and the one guarded way to call it. */
public final class Handler {
    /** Highest ranking first, then lowest service id. */
    static final Comparator<Handler> RANK = Comparator.comparingInt((Handler h) -> h.identity.ranking())
            .reversed()
            .thenComparingLong(h -> h.identity.serviceId());

    private static final Logger LOG = LoggerFactory.getLogger(Handler.class);

    /**
     * Who a handler is.
     *
     * @param name as the handler calls itself
     * @param bundle symbolic name of the bundle that registered it
     * @param version of that bundle
     */
    public record Identity(String name, String bundle, String version, int ranking, long serviceId) {
        @Override
        public String toString() {
            return name + " (" + bundle + " " + version + ")";
        }
    }

    private final HookPoint<?, ?> point;
    private final Identity identity;
    private final Object target;
    private final FailureRule rule;
    private final Invoker invoker;
    private final HookKind kind;
    private final HandlerStats stats;
    private final AtomicBoolean gone;

    public Handler(HookPoint<?, ?> point, Identity identity, Object target, FailureRule rule) {
        this(point, identity, target, rule, new HandlerStats(), new AtomicBoolean());
    }

    private Handler(
            HookPoint<?, ?> point,
            Identity identity,
            Object target,
            FailureRule rule,
            HandlerStats stats,
            AtomicBoolean gone) {
        this.point = point;
        this.identity = identity;
        this.target = target;
        this.rule = rule;
        this.invoker = point.invoker();
        this.kind = point.kind();
        this.stats = stats;
        this.gone = gone;
    }

    /** The same handler under another rank or rule; its numbers go on. */
    Handler with(Identity newIdentity, FailureRule newRule) {
        return new Handler(point, newIdentity, target, newRule, stats, gone);
    }

    public HookPoint<?, ?> point() {
        return point;
    }

    public Identity identity() {
        return identity;
    }

    public HandlerStats stats() {
        return stats;
    }

    /** True for this handler under any rank and rule. */
    boolean isSame(Handler other) {
        return gone == other.gone;
    }

    /** From now on calls are answered by the failure rule: the drain time is over and the bundle stops. */
    void leave() {
        gone.set(true);
    }

    /**
     * Calls the handler. Whatever it throws stays here.
     *
     * @return the answer; after a fault the failure rule's: for FOLD the value as it was, else the point's failure answer, or null = as if the handler were not there
     */
    @Nullable
    Object ask(
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f) {
        if (gone.get()) {
            return faulted(null, a, b, c);
        }
        long begun = System.nanoTime();
        try {
            Object answer = invoker.invoke(target, a, b, c, d, e, f);
            stats.called(System.nanoTime() - begun);
            if (answer == null && kind != HookKind.OBSERVE) {
                return faulted(new NullPointerException("it answered null"), a, b, c);
            }
            return answer;
        } catch (Throwable thrown) { // also linkage errors of a bundle that is leaving: they must not harm the mail
            stats.called(System.nanoTime() - begun);
            return faulted(thrown, a, b, c);
        }
    }

    private @Nullable Object faulted(
            @Nullable Throwable thrown, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        stats.faulted();
        Object answer = kind == HookKind.FOLD ? a : rule == FailureRule.DEFER ? point.onFault() : null;
        try {
            LOG.error(
                    "handler {} failed at {} for {}: {}; counted as {}",
                    identity,
                    point.name(),
                    Subject.of(a, b, c),
                    thrown == null ? "its bundle has stopped" : thrown.toString(),
                    answer == null || kind == HookKind.FOLD ? "not there" : answer,
                    thrown);
        } catch (Throwable again) { // an exception or a value of the plugin's own that can't be shown
            LOG.error(
                    "handler {} failed at {}, and what it threw or was given fails when it is shown ({})",
                    identity,
                    point.name(),
                    again.getClass().getName());
        }
        return answer;
    }
}
