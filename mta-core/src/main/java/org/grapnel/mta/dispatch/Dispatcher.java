package org.grapnel.mta.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private final LiveHooks live = new LiveHooks(this);
    private final List<Generation> draining = new ArrayList<>(); // guarded by this
    private volatile Generation current = new Generation(1, new Chain[0]);

    /** @param drainTime how long a removal waits for pinned transactions; asked at each removal */
    public Dispatcher(Supplier<Duration> drainTime) {
        this.drainTime = drainTime;
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

    /** Puts handlers in force, all at once. */
    public void add(List<Handler> arriving) {
        change(arriving, List.of());
    }

    /** Replaces a handler by another at once, without draining: for a change of rank or rule. */
    void replace(Handler leaving, Handler arriving) {
        change(List.of(arriving), List.of(leaving));
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
        draining.removeIf(Generation::unpinned);
    }

    /** Makes and publishes the next generation; returns the older ones that were not yet seen unpinned. */
    private synchronized List<Generation> change(List<Handler> arriving, List<Handler> leaving) {
        Generation old = current;
        @Nullable Chain[] chains = old.chains().clone();
        for (Handler handler : leaving) {
            chains = with(chains, handler.point(), handler, null);
        }
        for (Handler handler : arriving) {
            chains = with(chains, handler.point(), null, handler);
        }
        current = new Generation(old.number() + 1, chains);
        old.retire();
        draining.add(old);
        draining.removeIf(Generation::unpinned);
        return List.copyOf(draining);
    }

    private static @Nullable Chain[] with(
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
        changed[index] = handlers.isEmpty() ? null : new Chain(point, handlers);
        return changed;
    }
}
