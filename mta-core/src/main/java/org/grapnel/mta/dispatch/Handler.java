package org.grapnel.mta.dispatch;

import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.grapnel.hook.Calls.Invoker;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Rollout.HandlerView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One registered handler of one point: who it is, how it is treated, and the one guarded way to call it. */
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
    private final long bundleId;
    private final Object target;
    private final HandlerPolicy policy;
    private final @Nullable Guard guard;
    private final Conduct conduct;
    private final Invoker invoker;
    private final HookKind kind;
    private final long deadline;
    private final @Nullable Reach reach;
    private final boolean leavesInterrupts;

    /** A handler that nobody watches: for tests and for the engine's own. */
    public Handler(HookPoint<?, ?> point, Identity identity, Object target, FailureRule rule) {
        this(point, identity, -1, target, HandlerPolicy.plain(rule), null, new Conduct());
    }

    Handler(
            HookPoint<?, ?> point,
            Identity identity,
            long bundleId,
            Object target,
            HandlerPolicy policy,
            @Nullable Guard guard,
            Conduct conduct) {
        this.point = point;
        this.identity = identity;
        this.bundleId = bundleId;
        this.target = target;
        this.policy = policy;
        this.guard = guard;
        this.conduct = conduct;
        this.invoker = point.invoker();
        this.kind = point.kind();
        this.deadline = guard == null ? 0 : policy.deadline().toNanos();
        this.reach = policy.reach().orElse(null);
        this.leavesInterrupts = point.hook().thread() == HookThread.CONTROL;
    }

    /** The same handler under another rank or policy; its numbers and its conduct go on. */
    Handler with(Identity newIdentity, HandlerPolicy newPolicy) {
        return new Handler(point, newIdentity, bundleId, target, newPolicy, guard, conduct);
    }

    public HookPoint<?, ?> point() {
        return point;
    }

    public Identity identity() {
        return identity;
    }

    public HandlerPolicy policy() {
        return policy;
    }

    public HandlerStats stats() {
        return conduct.stats();
    }

    /** How long the handler is still in quarantine; zero when it is not. */
    public Duration quarantineLeft() {
        return conduct.quarantineLeft(System.nanoTime());
    }

    /** True when another bundle's handler has taken its place, and it goes when its transactions have ended. */
    public boolean isReplaced() {
        return conduct.replaced();
    }

    /** True when it is called on threads of its own: it is new, or was late. */
    public boolean isIsolated() {
        return deadline != 0 && !conduct.trusted();
    }

    /** Ends a quarantine before its time. */
    public void release() {
        conduct.release(System.nanoTime());
    }

    /** True when its callers may be interrupted during a call: control clients that leave. Elsewhere only handlers do that. */
    boolean leavesInterrupts() {
        return leavesInterrupts;
    }

    long bundleId() {
        return bundleId;
    }

    Conduct conduct() {
        return conduct;
    }

    HandlerView view() {
        return new HandlerView(
                point.name(),
                identity.name(),
                identity.ranking(),
                stats().calls(),
                stats().faults(),
                conduct.state() == Conduct.State.QUARANTINED);
    }

    /** True for this handler under any rank and policy. */
    public boolean isSame(Handler other) {
        return conduct == other.conduct;
    }

    /** From now on calls are answered by the failure rule: the bundle stops. */
    void leave() {
        conduct.leave();
    }

    /** True when the handler is to be called now; a required one that is not makes its phase defer. */
    boolean serves() {
        return conduct.state() == Conduct.State.IN_FORCE
                || (conduct.state() == Conduct.State.QUARANTINED && !conduct.quarantined(System.nanoTime()));
    }

    @Nullable
    Guard guard() {
        return guard;
    }

    /**
     * Calls the handler. Whatever it throws stays here.
     *
     * @param watch the calling thread's, its clock read at the beginning; null where nobody watches
     * @return the answer; after a fault the failure rule's: for FOLD the value as it was, else the point's failure answer, or null = as if the handler were not there
     */
    @Nullable
    Object ask(
            @Nullable Watch watch,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f) {
        if (conduct.state() != Conduct.State.IN_FORCE) {
            if (conduct.state() == Conduct.State.GONE) {
                return faulted(null, 0, a, b, c, d, e, f);
            }
            if (conduct.quarantined(System.nanoTime())) {
                return skipped(a);
            }
        }
        if (reach != null && !reach.covers(a, b, c, d, e, f)) {
            return skipped(a);
        }
        Shadow shadow = conduct.shadow();
        @Nullable Object @Nullable [] copies = shadow == null ? null : Shadow.copies(a, b, c, d, e, f);
        long begun = watch == null ? System.nanoTime() : watch.clock();
        Object answer;
        try {
            answer = deadline == 0 || watch == null
                    ? invoker.invoke(target, a, b, c, d, e, f)
                    : conduct.trusted() ? watched(watch, begun, a, b, c, d, e, f) : isolated(a, b, c, d, e, f);
            long took = took(watch, begun);
            if (answer == null && kind != HookKind.OBSERVE) {
                answer = faulted(new NullPointerException("it answered null"), took, a, b, c, d, e, f);
            } else if (guard != null && decides(answer, a)) {
                conduct.stats().decided(Objects.requireNonNull(answer), kind);
                guard.trails().note(this, shown(answer), took, a, b, c, d, e, f);
            }
        } catch (Throwable thrown) { // also linkage errors of a bundle that is leaving: they must not harm the mail
            answer = faulted(thrown, took(watch, begun), a, b, c, d, e, f);
        }
        if (shadow != null) {
            shadow.compare(answer, copies);
        }
        return answer;
    }

    private long took(@Nullable Watch watch, long begun) {
        long now = System.nanoTime();
        if (watch != null) {
            watch.clock(now);
        }
        conduct.stats().called(now - begun);
        return now - begun;
    }

    /** On the caller's thread; late, or greedy = interrupted, and its answer dropped. */
    private @Nullable Object watched(
            Watch watch,
            long begun,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f)
            throws TimeoutException {
        watch.enter(this, begun + deadline);
        Object answer;
        try {
            answer = invoker.invoke(target, a, b, c, d, e, f);
        } catch (Throwable thrown) {
            Overrun overrun = watch.leave();
            if (overrun != Overrun.NONE) {
                throw overrun.fault(thrown);
            }
            throw thrown;
        }
        Overrun overrun = watch.leave();
        if (overrun != Overrun.NONE) {
            throw overrun.fault(null);
        }
        return answer;
    }

    private @Nullable Object isolated(@Nullable Object... args) throws Throwable {
        try {
            Object answer = Objects.requireNonNull(guard).isolated(this, invoker, target, deadline, args);
            conduct.behaved();
            return answer;
        } catch (TimeoutException late) {
            conduct.overran();
            throw late;
        }
    }

    /** The answer for a comparison: nothing follows from it. */
    String answerQuietly(@Nullable Object[] args) {
        if (conduct.state() == Conduct.State.GONE) {
            return "fault: its bundle has stopped";
        }
        try {
            Object answer = guard == null || deadline == 0
                    ? invoker.invoke(target, args[0], args[1], args[2], args[3], args[4], args[5])
                    : guard.isolated(this, invoker, target, deadline, args);
            return shown(answer);
        } catch (Throwable thrown) {
            conduct.stats().faulted();
            return "fault: " + shown(thrown);
        }
    }

    private boolean decides(@Nullable Object answer, @Nullable Object value) {
        return kind == HookKind.FOLD ? answer != value : answer != null && point.settledBy(answer);
    }

    private @Nullable Object skipped(@Nullable Object value) {
        return kind == HookKind.FOLD ? value : null;
    }

    private @Nullable Object faulted(@Nullable Throwable thrown, long took, @Nullable Object... args) {
        Object answer = kind == HookKind.FOLD ? args[0] : policy.rule() == FailureRule.DEFER ? point.onFault() : null;
        String counted = answer == null || kind == HookKind.FOLD ? "not there" : shown(answer);
        String what = thrown == null ? "its bundle has stopped" : shown(thrown);
        tell(thrown, what, counted, args);
        Conduct.Limits limits = guard == null ? Conduct.Limits.NONE : guard.limits();
        if (conduct.faulted(System.nanoTime(), limits)) {
            LOG.error(
                    "handler {} is in quarantine for {} s: {} faults within {} s; `hook:release {}` ends it at once",
                    identity,
                    quarantineLeft().toSeconds(),
                    limits.faults(),
                    limits.window().toSeconds(),
                    identity.name());
        }
        if (guard != null) {
            guard.trails().note(this, "fault: " + what + "; counted as " + counted, took, args);
        }
        return answer;
    }

    private void tell(@Nullable Throwable thrown, String what, String counted, @Nullable Object... args) {
        try {
            LOG.error(
                    "handler {} failed at {} for {}: {}; counted as {}",
                    identity,
                    point.name(),
                    Subject.of(args),
                    what,
                    counted,
                    thrown instanceof TimeoutException ? null : thrown);
        } catch (Throwable again) { // an exception or a value of the plugin's own that can't be shown
            LOG.error(
                    "handler {} failed at {}, and what it threw or was given fails when it is shown ({})",
                    identity,
                    point.name(),
                    again.getClass().getName());
        }
    }

    /** As its toString shows it, unless that fails: it may be a class of the plugin's own. */
    static String shown(@Nullable Object value) {
        try {
            return String.valueOf(value);
        } catch (Throwable again) {
            return Objects.requireNonNull(value).getClass().getName();
        }
    }
}
