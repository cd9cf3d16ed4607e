package org.grapnel.deployer.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.hook.Rollout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What handlers are in force, and how others come into it: the engine's {@link Rollout}, where the engine is up. */
public final class Force implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Force.class);

    private final ServiceTracker<Rollout, Rollout> rollout;

    public Force(BundleContext context) {
        this.rollout = new ServiceTracker<>(context, Rollout.class, null);
        rollout.open();
    }

    @Override
    public void close() {
        rollout.close();
    }

    /** The bundles' handlers with their numbers; empty without an engine. */
    public Optional<List<Rollout.HandlerView>> views(Collection<Bundle> bundles) {
        return Optional.ofNullable(rollout.getService()).map(engine -> bundles.stream()
                .flatMap(bundle -> engine.inForce(bundle.getBundleId()).stream())
                .toList());
    }

    /** The names of the hooks that the bundles have handlers in force for. */
    public NavigableSet<String> hooks(Collection<Bundle> bundles) {
        NavigableSet<String> names = new TreeSet<>();
        views(bundles)
                .ifPresentOrElse(
                        views -> views.forEach(view -> names.add(view.hook())),
                        () -> bundles.forEach(bundle -> HookNames.count(bundle, names)));
        return names;
    }

    int count(Collection<Bundle> bundles) {
        return views(bundles).map(List::size).orElseGet(() -> bundles.stream()
                .mapToInt(bundle -> HookNames.count(bundle, new TreeSet<>()))
                .sum());
    }

    /** Keeps aside what bundles that are not yet started will register. */
    Aside hold(List<Bundle> bundles) throws DeployException {
        Rollout engine = rollout.getService();
        List<Rollout.Held> holds = new ArrayList<>();
        if (engine != null) {
            try {
                for (Bundle bundle : bundles) {
                    holds.add(engine.hold(bundle.getBundleId()));
                }
            } catch (RuntimeException e) {
                holds.forEach(Rollout.Held::abandon);
                throw DeployException.because("the engine can't keep its handlers aside: " + e + "; report this");
            }
        }
        return new Aside(bundles, holds);
    }

    /** Bundles whose handlers are kept aside; without an engine, theirs are simply there. */
    record Aside(List<Bundle> bundles, List<Rollout.Held> holds) {
        NavigableSet<String> hooks() {
            NavigableSet<String> names = new TreeSet<>();
            if (holds.isEmpty()) {
                bundles.forEach(bundle -> HookNames.count(bundle, names));
            } else {
                holds.forEach(held -> held.handlers().forEach(view -> names.add(view.hook())));
            }
            return names;
        }

        int count() {
            return holds.isEmpty()
                    ? bundles.stream()
                            .mapToInt(bundle -> HookNames.count(bundle, new TreeSet<>()))
                            .sum()
                    : holds.stream().mapToInt(held -> held.handlers().size()).sum();
        }

        /**
         * Puts them in force in the place of others. Each bundle takes over from its namesake in one step; old ones that have none leave with
         * the last step.
         */
        void release(List<Bundle> replaced) throws DeployException {
            Set<String> names = bundles.stream().map(Bundle::getSymbolicName).collect(Collectors.toSet());
            try {
                for (int i = 0; i < holds.size(); i++) {
                    String name = bundles.get(i).getSymbolicName();
                    boolean last = i == holds.size() - 1;
                    holds.get(i)
                            .release(replaced.stream()
                                    .filter(old -> name.equals(old.getSymbolicName())
                                            || (last && !names.contains(old.getSymbolicName())))
                                    .map(Bundle::getBundleId)
                                    .collect(Collectors.toSet()));
                }
            } catch (RuntimeException e) {
                throw DeployException.because("the engine can't put its handlers in force: " + e + "; report this");
            }
        }

        void abandon() {
            for (Rollout.Held held : holds) {
                try {
                    held.abandon();
                } catch (IllegalStateException e) {
                    LOG.debug("a hold had ended before", e); // it was released before another one failed
                }
            }
        }
    }
}
