package org.grapnel.mta.dispatch;

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.Hooks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the generation in force, and makes the next one of every change. */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Supplier<Duration> drainTime;
    private final Trails trails;
    private final LiveHooks live = new LiveHooks(this);
    /** Guarded by this; who pinned one keeps it, and its chains must not outlive him: they hold the classes of bundles. */
    private final List<WeakReference<Generation>> draining = new ArrayList<>();

    private Map<String, Set<String>> required = Map.of(); // guarded by this
    private volatile Generation current = new Generation(1, new Chain[0]);

    /** A dispatcher without handlers; {@code drainTime} says at each removal how long it waits for pinned transactions. */
    public Dispatcher(Supplier<Duration> drainTime) {
        this(drainTime, new Trails(Clock.systemUTC()));
    }

    /** The same with the trails that its handlers leave. */
    public Dispatcher(Supplier<Duration> drainTime, Trails trails) {
        this.drainTime = drainTime;
        this.trails = trails;
    }

    /** Which handler decided what. */
    public Trails trails() {
        return trails;
    }

    Generation current() {
        return current;
    }

    /** Hooks that always answer with the chains in force at the moment of the call. */
    public Hooks live() {
        return live;
    }

    /** The generation in force, held until its {@code release()}: for what must see one set of handlers from beginning to end. */
    public Generation pin() {
        while (true) {
            Generation now = current;
            if (now.tryPin()) {
                return now;
            }
        }
    }

    /** The handlers of a point in rank order. */
    public List<Handler> handlers(HookPoint<?, ?> point) {
        Chain chain = current.chain(point);
        return chain == null ? List.of() : chain.handlers();
    }

    /** All handlers in force of which this is true. */
    public List<Handler> handlers(Predicate<Handler> which) {
        return Arrays.stream(current.chains())
                .filter(chain -> chain != null)
                .flatMap(chain -> chain.handlers().stream())
                .filter(which)
                .toList();
    }

    /** Puts handlers in force, all at once. */
    public void add(List<Handler> arriving) {
        change(arriving, List.of());
    }

    void replace(Handler leaving, Handler arriving) {
        replace(List.of(leaving), List.of(arriving));
    }

    /** Replaces handlers by others at once, without draining: for a change of rank or policy. */
    void replace(List<Handler> leaving, List<Handler> arriving) {
        change(arriving, leaving);
    }

    /** Puts handlers in force in place of those of which this is true, in one step; the leaving ones drain when they are removed. */
    void swap(List<Handler> arriving, Predicate<Handler> leaving) {
        synchronized (this) {
            List<Handler> replaced = handlers(leaving);
            replaced.forEach(handler -> handler.conduct().replace());
            change(arriving, replaced);
        }
    }

    /**
     * Says which handlers must be there for a point to be passed: their names by the point's name. A point whose required handler is missing or in
     * quarantine gives its failure answer.
     */
    public synchronized void require(Map<String, Set<String>> names, Iterable<HookPoint<?, ?>> points) {
        required = names;
        List<HookPoint<?, ?>> all = new ArrayList<>();
        points.forEach(all::add);
        publish(current.chains().clone(), all);
    }

    /** Points became known: those with required handlers have a chain from now on, though it be an empty one. */
    synchronized void known(List<HookPoint<?, ?>> points) {
        List<HookPoint<?, ?>> guarded = points.stream()
                .filter(point -> required.containsKey(point.name()))
                .toList();
        if (!guarded.isEmpty()) {
            publish(current.chains().clone(), guarded);
        }
    }

    /** Points are gone with their bundle: an empty chain must not keep its classes. */
    synchronized void forget(List<HookPoint<?, ?>> points) {
        @Nullable Chain[] chains = current.chains().clone();
        boolean changed = false;
        for (HookPoint<?, ?> point : points) {
            Chain chain = current.chain(point);
            if (chain != null && chain.handlers().isEmpty()) {
                chains[point.index()] = null;
                changed = true;
            }
        }
        if (changed) {
            publish(chains, List.of());
        }
    }

    /**
     * Takes handlers out of force, all at once, and waits until no transaction that began with them goes on, up to the
     * drain time; after it those transactions go on without them, by their failure rules.
     */
    public void remove(List<Handler> leaving) {
        List<Generation> older = change(List.of(), leaving);
        long deadline = System.nanoTime() + drainTime.get().toNanos();
        try {
            for (Generation generation : older) {
                if (generation.holdsAny(leaving) && !generation.awaitUnpinned(deadline - System.nanoTime())) {
                    LOG.warn(
                            "{} leaves while transactions that began with it go on: the drain time of {} s is over; "
                                    + "they continue by its failure rule",
                            leaving.get(0).identity(),
                            drainTime.get().toSeconds());
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leaving.forEach(Handler::leave);
            forgetUnpinned(); // their chains hold the classes of bundles that are gone
        }
    }

    private synchronized void forgetUnpinned() {
        draining.removeIf(reference -> isOver(reference.get()));
    }

    private static boolean isOver(@Nullable Generation generation) {
        return generation == null || generation.unpinned();
    }

    /** Makes and publishes the next generation; returns the older ones that were not yet seen unpinned. */
    private synchronized List<Generation> change(List<Handler> arriving, List<Handler> leaving) {
        @Nullable Chain[] chains = current.chains().clone();
        for (Handler handler : leaving) {
            chains = with(chains, handler.point(), handler, null);
        }
        for (Handler handler : arriving) {
            if (handler.policy().enabled() && !handler.conduct().replaced()) {
                chains = with(chains, handler.point(), null, handler);
            }
        }
        return publish(chains, List.of());
    }

    /** Publishes chains; those of the points given are made anew. */
    private List<Generation> publish(@Nullable Chain[] chains, List<HookPoint<?, ?>> anew) {
        @Nullable Chain[] made = chains;
        for (HookPoint<?, ?> point : anew) {
            made = with(made, point, null, null);
        }
        Generation old = current;
        current = new Generation(old.number() + 1, made);
        old.retire();
        draining.add(new WeakReference<>(old));
        forgetUnpinned();
        return draining.stream()
                .map(WeakReference::get)
                .filter(generation -> !isOver(generation))
                .map(Objects::requireNonNull)
                .toList();
    }

    private @Nullable Chain[] with(
            @Nullable Chain[] chains, HookPoint<?, ?> point, @Nullable Handler leaving, @Nullable Handler arriving) {
        int index = point.index();
        @Nullable Chain[] changed = index < chains.length ? chains : Arrays.copyOf(chains, index + 1);
        Chain chain = changed[index];
        List<Handler> handlers = new ArrayList<>(chain == null ? List.of() : chain.handlers());
        if (leaving != null) {
            handlers.remove(leaving);
        }
        if (arriving != null) {
            handlers.add(arriving);
        }
        handlers.sort(Handler.RANK);
        Set<String> names = required.getOrDefault(point.name(), Set.of());
        changed[index] = handlers.isEmpty() && names.isEmpty() ? null : new Chain(point, handlers, names);
        return changed;
    }
}
