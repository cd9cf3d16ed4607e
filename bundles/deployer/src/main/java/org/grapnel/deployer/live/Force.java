package org.grapnel.deployer.live;

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
        if (engine == null) {
            return new Aside(bundles, Optional.empty());
        }
        try {
            return new Aside(bundles, Optional.of(engine.hold(ids(bundles))));
        } catch (RuntimeException e) {
            throw DeployException.because("the engine can't keep its handlers aside: " + e + "; report this");
        }
    }

    /** Takes the handlers of bundles out of force in one step, so that no transaction begins with some of them. */
    void withdraw(List<Bundle> bundles) throws DeployException {
        hold(List.of()).release(bundles);
    }

    private static Set<Long> ids(Collection<Bundle> bundles) {
        return bundles.stream().map(Bundle::getBundleId).collect(Collectors.toSet());
    }

    /** Bundles whose handlers are kept aside together; without an engine, theirs are simply there. */
    record Aside(List<Bundle> bundles, Optional<Rollout.Held> held) {
        NavigableSet<String> hooks() {
            NavigableSet<String> names = new TreeSet<>();
            held.ifPresentOrElse(
                    all -> all.handlers().forEach(view -> names.add(view.hook())),
                    () -> bundles.forEach(bundle -> HookNames.count(bundle, names)));
            return names;
        }

        int count() {
            return held.map(all -> all.handlers().size()).orElseGet(() -> bundles.stream()
                    .mapToInt(bundle -> HookNames.count(bundle, new TreeSet<>()))
                    .sum());
        }

        /** Puts them in force in the place of others, all in one step: no transaction sees some of these and some of those. */
        void release(List<Bundle> replaced) throws DeployException {
            try {
                held.ifPresent(all -> all.release(ids(replaced)));
            } catch (RuntimeException e) {
                throw DeployException.because("the engine can't put its handlers in force: " + e + "; report this");
            }
        }

        void abandon() {
            try {
                held.ifPresent(Rollout.Held::abandon);
            } catch (IllegalStateException e) {
                LOG.debug("a hold had ended before", e); // it was released before something else failed
            }
        }
    }
}
