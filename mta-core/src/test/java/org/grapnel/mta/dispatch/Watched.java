package org.grapnel.mta.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Verdict;
import org.grapnel.mta.config.ConfigException;
import org.grapnel.mta.config.HandlerOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.config.Source;

/** A dispatcher whose handlers are watched as the engine watches them, on threads of its own. */
final class Watched {
    /** Of those who are to be late. A loaded machine makes anybody late, so nobody else has one that could pass. */
    static final Duration DEADLINE = Duration.ofMillis(100);

    private static final Duration AMPLE = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final Trails trails = new Trails(Clock.systemUTC());
    final Dispatcher dispatcher = new Dispatcher(() -> PATIENCE, trails);
    final Guard guard;
    private final ExecutorService isolated = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Overseer overseer =
            new Overseer(timer, Allocation.counted(), () -> settings().get(HandlerOptions.HANDLER_MAX_ALLOCATION));
    private volatile Settings settings = Settings.defaults();

    Watched() {
        guard = new Guard(isolated, overseer, () -> settings, trails);
    }

    /** An argument that handlers can change. */
    static final class Page implements Copyable {
        volatile String text;

        Page(String text) {
            this.text = text;
        }

        @Override
        public Page copyFor(boolean shadow) {
            return new Page(text);
        }

        @Override
        public void adopt(Object copy) {
            text = ((Page) copy).text;
        }
    }

    @Hook(name = "edited", kind = HookKind.VERDICT, thread = HookThread.ANY, when = "in tests", byDefault = "goes on")
    interface Edited {
        HookPoint.Of2<Edited, Page, Optional<Page>, Verdict.OfStep> POINT =
                HookPoint.verdict(Edited.class, Edited::edit, Verdict.FAULT);

        Verdict.OfStep edit(Page page, Optional<Page> other);
    }

    @Hook(name = "passed_on", kind = HookKind.FOLD, thread = HookThread.ANY, when = "in tests", byDefault = "as it is")
    interface PassedOn {
        HookPoint.Of1<PassedOn, Page, Page> POINT = HookPoint.fold(PassedOn.class, PassedOn::pass);

        Page pass(Page page);
    }

    Hooks hooks() {
        return dispatcher.live();
    }

    /** Other limits from now on. */
    void set(Map<String, String> keys) {
        settings = settings(keys);
    }

    Settings settings() {
        return settings;
    }

    static Settings settings(Map<String, String> keys) {
        try {
            return Settings.of(new HashMap<>(keys), Source.named("test"));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    /** A handler in force, with the rule of its point's kind and all the time it wants. */
    Handler add(HookPoint<?, ?> point, String name, Object target) {
        return add(point, name, 0, target);
    }

    Handler add(HookPoint<?, ?> point, String name, int ranking, Object target) {
        Handler handler = make(point, name, ranking, -1, target);
        dispatcher.add(List.of(handler));
        return handler;
    }

    /** A handler in force that has {@link #DEADLINE}. */
    Handler addHurried(HookPoint<?, ?> point, String name, int ranking, Object target) {
        Handler handler = makeHurried(point, name, ranking, target);
        dispatcher.add(List.of(handler));
        return handler;
    }

    Handler addHurried(HookPoint<?, ?> point, String name, Object target) {
        return addHurried(point, name, 0, target);
    }

    Handler makeHurried(HookPoint<?, ?> point, String name, int ranking, Object target) {
        return make(point, name, ranking, -1, target, DEADLINE);
    }

    /** A handler that is not yet in force. */
    Handler make(HookPoint<?, ?> point, String name, int ranking, long bundleId, Object target) {
        return make(point, name, ranking, bundleId, target, AMPLE);
    }

    private Handler make(
            HookPoint<?, ?> point, String name, int ranking, long bundleId, Object target, Duration deadline) {
        FailureRule rule = point.onFault() == null ? FailureRule.SKIP : FailureRule.DEFER;
        return new Handler(
                point,
                Kinds.identity(name, ranking),
                bundleId,
                target,
                new HandlerPolicy(rule, deadline, true, Optional.empty()),
                guard,
                new Conduct());
    }

    /** As if it had behaved often enough to be called on its caller's thread. */
    static Handler trusted(Handler handler) {
        for (int i = 0; i < Conduct.PROBATION; i++) {
            handler.conduct().behaved();
        }
        return handler;
    }

    /** Waits, for 30 s at most. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not so within " + PATIENCE + ": " + what);
            }
            Thread.onSpinWait();
        }
    }

    void close() throws InterruptedException {
        overseer.close();
        timer.shutdownNow();
        isolated.shutdownNow();
        if (!isolated.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("a handler of the test hangs behind its end");
        }
    }
}
