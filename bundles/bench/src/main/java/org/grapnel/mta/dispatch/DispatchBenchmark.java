package org.grapnel.mta.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.Verdict;
import org.grapnel.mta.config.Settings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One call of a point within a transaction: without a handler, and with several that are watched as the engine watches plugins. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
@State(Scope.Thread)
public class DispatchBenchmark {
    /** How many handlers the point has. */
    @Param({"0", "1", "5", "10"})
    public int handlers;

    private final ExecutorService isolated = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Overseer overseer = new Overseer(timer, Allocation.counted(), () -> 256L << 20);
    private Dispatcher dispatcher = new Dispatcher(() -> Duration.ZERO);
    private Generation pinned = dispatcher.pin();
    private final Object subject = new Object();

    /** Puts handlers in force that have behaved for long. */
    @Setup
    public void begin() {
        Settings settings = Settings.defaults();
        Trails trails = new Trails(Clock.systemUTC());
        Guard guard = new Guard(isolated, overseer, () -> settings, trails);
        dispatcher = new Dispatcher(() -> Duration.ZERO, trails);
        List<Handler> all = new ArrayList<>();
        for (int i = 0; i < handlers; i++) {
            all.add(handler(i, guard));
        }
        dispatcher.add(all);
        pinned = dispatcher.pin();
        for (int i = 0; i < 2 * Conduct.PROBATION; i++) {
            call();
        }
    }

    private static Handler handler(int number, Guard guard) {
        return new Handler(
                Asked.POINT,
                new Handler.Identity("handler-" + number, "org.example.bench", "1.0.0", 0, number),
                number,
                CLASSES.get(number % CLASSES.size()),
                new HandlerPolicy(FailureRule.DEFER, Duration.ofSeconds(5), true, Optional.empty()),
                guard,
                new Conduct());
    }

    /** Handlers of several classes, as plugins are: one class would be inlined, which no server ever sees. */
    private static final List<Asked> CLASSES = List.of(
            subject -> Verdict.CONTINUE,
            subject -> subject == null ? Verdict.FAULT : Verdict.CONTINUE,
            subject -> subject.equals("") ? Verdict.FAULT : Verdict.CONTINUE);

    @TearDown
    public void end() {
        overseer.close();
        timer.shutdownNow();
        isolated.shutdownNow();
    }

    /** What the harness itself costs here, to be taken off the others. */
    @Benchmark
    public Object nothing() {
        return subject;
    }

    /** A call that no handler settles. */
    @Benchmark
    public Verdict.OfStep call() {
        return pinned.call(Asked.POINT, subject);
    }
}
