package org.grapnel.mta.queue.shaping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Reply;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.queue.IsAdaptiveScopeGlobal;
import org.grapnel.mta.cache.CacheRoom;
import org.grapnel.mta.config.ConnectionOptions;
import org.grapnel.mta.config.Settings;

/**
 * How many connections a domain may have from a binding, as the domain's answers have taught. Safe for use by any thread; where nothing
 * was learned of any pair, a question costs one look at an empty map.
 */
public final class Shaping {
    private final Supplier<Settings> settings;
    private final Hooks hooks;
    private final Clock clock;
    private final Surroundings surroundings;
    private final Learned learned;
    private final Alarms alarms;
    private final Shapes shapes = new Shapes();
    private final AtomicLong changes = new AtomicLong();

    /** What the queue gives: its timer, and its bindings as handlers see them. */
    public interface Surroundings {
        void later(Duration wait, Runnable task);

        /** More may be possible for the domain now. */
        void wake(String domain);

        Binding binding(String name);
    }

    public Shaping(Supplier<Settings> settings, Hooks live, Clock clock, CacheRoom caches, Surroundings surroundings) {
        this.settings = settings;
        this.hooks = live;
        this.clock = clock;
        this.surroundings = surroundings;
        this.learned = new Learned(caches);
        this.alarms = new Alarms(surroundings::later, clock, this::look);
    }

    /** Whether shaping is on for the pair. */
    public boolean on(String domain, String binding) {
        return Rules.on(settings.get(), new Pair(domain, binding));
    }

    /** The most connections now, as far as this node knows; never asks a handler. */
    public int limit(String domain, String binding) {
        return Math.min(
                settings.get().get(ConnectionOptions.MAX_CONNECTIONS, domain, binding), ceiling(domain, binding));
    }

    /** The same, for connections that are open and must give way; any number where nothing is held against the pair. */
    public int ceiling(String domain, String binding) {
        if (shapes.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        Pair pair = new Pair(domain, binding);
        Shape shape = shapes.find(pair);
        if (shape == null || !shape.held(clock.instant()) || !Rules.on(settings.get(), pair)) {
            return Integer.MAX_VALUE;
        }
        int configured = settings.get().get(ConnectionOptions.MAX_CONNECTIONS, domain, binding);
        return shape.ceiling(configured, clock.instant());
    }

    /** The most connections now, with what others have learned; for maintenance. */
    public int renewed(String domain, String binding) {
        Settings current = settings.get();
        Pair pair = new Pair(domain, binding);
        if (!Rules.on(current, pair)) {
            return current.get(ConnectionOptions.MAX_CONNECTIONS, domain, binding);
        }
        Shape shape = shapes.find(pair);
        if (shape == null || !shape.fresh(clock.instant())) {
            Rules rules = Rules.of(current, pair);
            boolean shared = shared(pair, rules);
            if (shape != null || shared) { // of its own, this node knows all there is
                read(pair, rules, shared);
            }
        }
        return limit(domain, binding);
    }

    /** To be taken when an attempt begins, and given with its failure. */
    public long mark() {
        return changes.get();
    }

    /**
     * The domain put an attempt off for a reason of its own.
     *
     * @param mark of the attempt's begin: what began before the last step tells nothing of the connections that are left now
     */
    public void failed(String domain, String binding, Reply reply, long mark) {
        Settings current = settings.get();
        Pair pair = new Pair(domain, binding);
        Shape before = shapes.get(pair);
        if (!Rules.on(current, pair) || mark < before.change() || !shapes.room(pair)) {
            return;
        }
        Rules rules = Rules.of(current, pair);
        boolean shared = shared(pair, rules);
        Instant now = clock.instant();
        Instant windowEnd = rules.windowEnd(now);
        long count = learned.failed(pair, shared, windowEnd);
        Shape after = shapes.change(pair, shape -> shape.failures(shared, windowEnd, count));
        if (after.step() > 0) {
            Instant calm = now.plus(rules.recovery());
            learned.trouble(pair, shared, calm);
            shapes.change(pair, shape -> shape.calmAt(calm));
        }
        alarms.at(pair, after.look(now));
        long passed = count / rules.failures();
        if (passed > before.seenIn(windowEnd) / rules.failures() && learned.claim(pair, shared, windowEnd, passed)) {
            down(pair, rules, shared, now, reply);
        }
    }

    /** As a handler says, else as configured. */
    private boolean shared(Pair pair, Rules rules) {
        return hooks.anyFor(IsAdaptiveScopeGlobal.POINT)
                ? hooks.call(IsAdaptiveScopeGlobal.POINT, surroundings.binding(pair.binding()), pair.domain())
                        .orElse(rules.global())
                : rules.global();
    }

    /** One step down, or a pause where there is none left. */
    private void down(Pair pair, Rules rules, boolean shared, Instant now, Reply reply) {
        long steps = learned.steps(pair, shared);
        int step = rules.bounded(steps);
        Instant forgotten = rules.forgotten(now);
        if (step < rules.lowestStep()) {
            Instant calm = now.plus(rules.recovery());
            learned.step(pair, shared, step + 1 - steps, forgotten);
            learned.trouble(pair, shared, calm);
            long number = changes.incrementAndGet();
            alarms.at(
                    pair,
                    shapes.change(pair, shape -> shape.stepped(step + 1, calm, number))
                            .look(now));
            Told.down(pair, rules, step + 1, reply);
            return;
        }
        learned.step(pair, shared, steps > step ? step - steps : 1, forgotten); // a change, so that it is not forgotten
        if (rules.connections() > 0 && !rules.pause().isZero()) {
            Instant until = now.plus(rules.pause());
            Instant calm = until.plus(rules.recovery());
            learned.pause(pair, shared, until);
            learned.trouble(pair, shared, calm);
            long number = changes.incrementAndGet();
            alarms.at(
                    pair,
                    shapes.change(pair, shape -> shape.paused(until, calm, number))
                            .look(now));
            Told.paused(pair, rules, until, reply);
        }
    }

    /** Reads what is in the counters, and takes the step up that is due. */
    private Shape read(Pair pair, Rules rules, boolean shared) {
        Instant now = clock.instant();
        Shape before = shapes.get(pair);
        boolean paused = paused(pair, rules, shared);
        long steps = learned.steps(pair, shared);
        int step = rules.bounded(steps);
        Instant calm = before.calmAt().isAfter(now) ? before.calmAt() : now.plus(rules.recovery());
        if (step > 0 && !paused && !learned.troubled(pair, shared)) {
            calm = now.plus(rules.recovery());
            if (learned.trouble(pair, shared, calm)) { // who ends the calm takes the step
                learned.step(pair, shared, step - 1 - steps, rules.forgotten(now));
                step--;
            } else {
                step = rules.bounded(learned.steps(pair, shared));
            }
        }
        Told.seen(pair, rules, before, step, paused);
        Shape found = before.read(shared, step, until(before, rules, paused, now), calm, now);
        Shape after = shapes.room(pair)
                ? shapes.change(pair, shape -> shape.change() == found.change() ? shape.as(found) : shape)
                : before;
        alarms.at(pair, after.look(now));
        return after;
    }

    private boolean paused(Pair pair, Rules rules, boolean shared) {
        return !rules.pause().isZero() && learned.paused(pair, shared);
    }

    /** Whose pause it is knows its end; of another's, the latest time is known. */
    private static Instant until(Shape before, Rules rules, boolean paused, Instant now) {
        if (!paused) {
            return Instant.EPOCH;
        }
        return before.paused(now) ? before.pausedUntil() : now.plus(rules.pause());
    }

    /** The alarm's: something has ended, or the pair is to be forgotten. */
    private void look(Pair pair) {
        Shape known = shapes.find(pair);
        if (known == null) {
            return;
        }
        Settings current = settings.get();
        if (!Rules.on(current, pair)) {
            shapes.remove(pair);
        } else {
            Rules rules = Rules.of(current, pair);
            Shape after = read(pair, rules, shared(pair, rules));
            if (after.atRest(clock.instant()) && known.atRest(clock.instant())) {
                shapes.remove(pair, after);
            }
        }
        surroundings.wake(pair.domain());
    }

    /** What the counters say now; who only looks takes no step. */
    private Shape seen(Pair pair, Rules rules, boolean shared, Instant now) {
        Shape known = shapes.get(pair);
        boolean paused = paused(pair, rules, shared);
        int step = rules.bounded(learned.steps(pair, shared));
        return known.read(shared, step, until(known, rules, paused, now), known.calmAt(), now);
    }

    /** The pairs that anything is held against, by name. */
    public List<Shown> shown() {
        List<Shown> rows = new ArrayList<>();
        Settings current = settings.get();
        for (Pair pair : shapes.pairs()) {
            if (Rules.on(current, pair)) {
                Rules rules = Rules.of(current, pair);
                Instant now = clock.instant();
                Shape shape = seen(pair, rules, shared(pair, rules), now);
                long failures = learned.failures(pair, shape.shared());
                if (failures > 0 || shape.held(now)) {
                    rows.add(Shown.of(pair, rules, shape, failures, now));
                }
            }
        }
        rows.sort(Comparator.comparing((Shown row) -> row.pair().domain())
                .thenComparing(row -> row.pair().binding()));
        return rows;
    }

    /** Gives a domain its connections back, or those of one of its bindings; tells which pairs had lost some. */
    public List<Pair> reset(String domain, Optional<String> binding) {
        Settings current = settings.get();
        TreeSet<String> names = new TreeSet<>(current.bindings());
        shapes.pairs().stream().filter(pair -> pair.domain().equals(domain)).forEach(pair -> names.add(pair.binding()));
        List<Pair> reset = new ArrayList<>();
        for (String name : names) {
            Pair pair = new Pair(domain, name);
            if (binding.map(name::equals).orElse(true) && Rules.on(current, pair)) {
                boolean any = learned.forget(pair, shared(pair, Rules.of(current, pair)), clock.instant());
                shapes.remove(pair);
                if (any) {
                    reset.add(pair);
                    surroundings.later(
                            Duration.ZERO, () -> Told.reset(pair)); // what this thread logs, its caller reads
                }
            }
        }
        surroundings.wake(domain);
        return reset;
    }
}
