package org.grapnel.mta.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.Rollout;

/**
 * Keeps handlers of bundles that are being rolled out aside, and brings them into force in one step. What was replaced or given up is kept aside
 * too, until its bundle is uninstalled: whatever it registers in its last moments must not come into force beside what serves. Safe for use by any
 * thread.
 */
public final class Rollouts implements Rollout {
    private final Dispatcher dispatcher;
    private final Map<Long, Hold> holds = new ConcurrentHashMap<>();

    public Rollouts(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public Held hold(Set<Long> bundleIds) {
        Hold hold = new Hold(Set.copyOf(bundleIds));
        synchronized (hold) { // who registers meanwhile waits until all are held, or none
            for (long bundleId : bundleIds) {
                if (holds.putIfAbsent(bundleId, hold) != null) {
                    hold.end();
                    throw new IllegalStateException("bundle " + bundleId + " is held already");
                }
            }
        }
        return hold;
    }

    /** Of a bundle that was replaced: what it has in force drains, what it still registers is kept aside. */
    private Hold over(long bundleId) {
        Hold hold = new Hold(Set.of(bundleId));
        hold.over = true;
        return hold;
    }

    @Override
    public List<HandlerView> inForce(long bundleId) {
        return dispatcher.handlers(of(bundleId)).stream().map(Handler::view).toList();
    }

    /** Takes handlers that were just registered; false when their bundle is not held and they go into force. */
    boolean keepAside(long bundleId, List<Handler> arriving) {
        Hold hold = holds.get(bundleId);
        return hold != null && hold.add(arriving);
    }

    /** Forgets handlers that were unregistered; false when they were in force and must drain. */
    boolean forget(long bundleId, List<Handler> leaving) {
        Hold hold = holds.get(bundleId);
        return hold != null && hold.remove(leaving);
    }

    /** Puts other forms of held handlers in their places; false when they are in force. */
    boolean exchange(long bundleId, List<Handler> before, List<Handler> now) {
        Hold hold = holds.get(bundleId);
        return hold != null && hold.exchange(before, now);
    }

    /** A bundle is uninstalled: nothing can come of it any more. */
    void gone(long bundleId) {
        holds.remove(bundleId);
    }

    private static Predicate<Handler> of(long bundleId) {
        return handler -> handler.bundleId() == bundleId;
    }

    /** Who is asked beside whom; of the serving one only what does not keep its bundle's classes. */
    private record Shadowed(Conduct serving, Handler held) {}

    /** The handlers of bundles that come into force together. */
    private final class Hold implements Held {
        private final Set<Long> bundleIds;
        private final Set<Handler> handlers = new LinkedHashSet<>(); // guarded by this
        private boolean over; // guarded by this: nobody decides about it any more
        private boolean ended; // guarded by this: it keeps nothing aside any more
        private List<Shadowed> shadowing = List.of(); // guarded by this

        Hold(Set<Long> bundleIds) {
            this.bundleIds = bundleIds;
        }

        synchronized boolean add(List<Handler> arriving) {
            if (ended) {
                return false; // it ended while they were on their way: they go into force
            }
            handlers.addAll(arriving);
            return true;
        }

        synchronized boolean remove(List<Handler> leaving) {
            boolean held = handlers.removeAll(leaving);
            if (held) {
                leaving.forEach(Handler::leave);
                List<Shadowed> ended = shadowing.stream()
                        .filter(pair -> leaving.stream().anyMatch(pair.held::isSame))
                        .toList();
                ended.forEach(pair -> pair.serving.shadow(null));
                shadowing =
                        shadowing.stream().filter(pair -> !ended.contains(pair)).toList();
            }
            return held;
        }

        synchronized boolean exchange(List<Handler> before, List<Handler> now) {
            if (!handlers.removeAll(before)) {
                return false;
            }
            handlers.addAll(now);
            return true;
        }

        @Override
        public synchronized List<HandlerView> handlers() {
            return handlers.stream().map(Handler::view).toList();
        }

        @Override
        public synchronized void release(Set<Long> replaced) {
            requireHeld();
            endShadow();
            replaced.forEach(bundleId -> holds.putIfAbsent(bundleId, over(bundleId)));
            dispatcher.swap(List.copyOf(handlers), handler -> replaced.contains(handler.bundleId()));
            handlers.clear();
            end();
        }

        @Override
        public synchronized void shadow(long servingBundleId, ShadowReport report) {
            requireHeld();
            endShadow();
            List<Shadowed> begun = new ArrayList<>();
            for (Handler serving : dispatcher.handlers(of(servingBundleId))) {
                if (serving.point().kind() == HookKind.OBSERVE) {
                    continue; // nothing is decided there, and doing it twice would be seen
                }
                handlers.stream()
                        .filter(held -> held.point() == serving.point()
                                && held.identity()
                                        .name()
                                        .equals(serving.identity().name()))
                        .findFirst()
                        .ifPresent(held -> {
                            serving.conduct().shadow(new Shadow(held, report));
                            begun.add(new Shadowed(serving.conduct(), held));
                        });
            }
            shadowing = begun;
        }

        @Override
        public synchronized void abandon() {
            requireHeld();
            endShadow();
            over = true;
        }

        /** Those who call hold this lock. */
        private synchronized void end() {
            ended = true;
            bundleIds.forEach(bundleId -> holds.remove(bundleId, this));
        }

        private void endShadow() {
            shadowing.forEach(pair -> pair.serving.shadow(null));
            shadowing = List.of();
        }

        private void requireHeld() {
            if (over || ended) {
                throw new IllegalStateException("the hold of bundles " + bundleIds + " has ended");
            }
        }
    }
}
