package org.grapnel.deployer.live;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.deployer.gate.Jar;
import org.grapnel.deployer.gate.Unit;
import org.grapnel.hook.Rollout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings units into force beside those that they replace: installed, wired, started and ready before the first transaction sees them, in force
 * in the step in which the old ones leave. Used by one thread at a time.
 */
public final class Exchange {
    /** Names of the server's own bundles begin so; a plugin that took one of them would pass for it in every listing. */
    private static final String OURS = "org.grapnel.";

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Lifecycle lifecycle;
    private final Ready ready;
    private final Force force;
    private final Components components;
    private final Configurations configurations;
    private final Supplier<Times> times;
    private final Clock clock;

    public Exchange(BundleContext context, Force force, Supplier<Times> times, Clock clock) {
        this.lifecycle = new Lifecycle(context);
        this.components = new Components(context);
        this.ready = new Ready(context, components);
        this.force = force;
        this.configurations = new Configurations(context);
        this.times = times;
        this.clock = clock;
    }

    /** A unit that runs beside the one that serves, without effect. */
    public record Shadowed(Unit unit, List<Bundle> bundles, Force.Aside aside) {}

    /** Takes out what an earlier run left in the framework. */
    public void clear() {
        for (Bundle bundle : lifecycle.bundles()) {
            if (Location.of(bundle).isPresent()) {
                removeOrLog(bundle);
            }
        }
    }

    /**
     * Puts a unit in force, in the place of another if there is one.
     *
     * @param fewer whether it may handle fewer hooks than the one before
     * @throws DeployException when it can't be; then nothing of it is left, and the one before is as it was
     */
    public LiveUnit bring(Unit unit, Optional<LiveUnit> before, boolean fewer) throws DeployException {
        return bring(unit, before, fewer, bundles -> {});
    }

    /**
     * How many of the unit's bundles have a component that reads this configuration.
     *
     * @param pid of a factory's instance, too
     */
    public long readersOf(LiveUnit live, String pid) {
        return live.bundles().stream()
                .filter(bundle -> components.reads(bundle, Configurations.base(pid)))
                .count();
    }

    /**
     * True when a change of this configuration would make a component of the unit anew, with a gap between the old and the new.
     *
     * @param removed it goes: a component that can't be without it goes as well, and so does that of an instance of a factory
     */
    public boolean restartsBy(LiveUnit live, String pid, boolean removed) {
        boolean goes = removed && Configurations.isOfFactory(pid);
        return !goes
                && live.bundles().stream()
                        .anyMatch(bundle -> components.restartsBy(bundle, Configurations.base(pid), removed));
    }

    /** True when the unit's bundles have this configuration as their own, so that they do not follow the one that all see. */
    public boolean hasOwn(LiveUnit live, String pid) {
        return configurations.have(live.bundles(), pid);
    }

    /** Changes a configuration that the unit's bundles have as their own; they take it while they run. */
    public void tell(LiveUnit live, String pid, Map<String, Object> properties) throws DeployException {
        if (Configurations.isOfFactory(pid)) {
            configurations.hide(pid, Optional.empty());
        }
        if (properties.isEmpty()) {
            configurations.takeOwn(live.bundles(), pid);
        } else {
            configurations.giveOwn(live.bundles(), pid, properties);
        }
    }

    /**
     * Exchanges a unit for another copy of itself, which begins with another configuration.
     *
     * @param copy of the same contents
     */
    public LiveUnit renew(Unit copy, LiveUnit before, String pid, Map<String, Object> properties)
            throws DeployException {
        boolean hidden = Configurations.isOfFactory(pid)
                && configurations.hide(
                        pid,
                        before.bundles().stream()
                                .filter(bundle -> components.reads(bundle, Configurations.base(pid)))
                                .findFirst());
        try {
            return bring(copy, Optional.of(before), true, bundles -> configurations.giveOwn(bundles, pid, properties));
        } catch (DeployException e) {
            if (hidden) {
                configurations.show(pid);
            }
            throw e;
        }
    }

    /** What is done between the wiring of new bundles and their start. */
    @FunctionalInterface
    private interface Preparation {
        void prepare(List<Bundle> bundles) throws DeployException;
    }

    private LiveUnit bring(Unit unit, Optional<LiveUnit> before, boolean fewer, Preparation preparation)
            throws DeployException {
        refuseTwins(unit);
        refuseServersFragments(unit);
        if (unit.isFragment()) {
            return bringFragment(unit, before);
        }
        NavigableSet<String> offered =
                before.map(old -> force.hooks(old.bundles())).orElseGet(TreeSet::new);
        List<Bundle> bundles = stage(unit);
        Force.Aside aside = new Force.Aside(List.of(), Optional.empty());
        try {
            refuseLoss(unit, before, offered, fewer);
            configurations.give(unit, bundles);
            configurations.handDown(before.map(LiveUnit::bundles).orElse(List.of()), bundles);
            preparation.prepare(bundles);
            aside = start(unit, bundles, expected(unit, offered, fewer));
            int handlers = aside.count();
            aside.release(before.map(LiveUnit::bundles).orElse(List.of()));
            configurations.publish(unit);
            before.ifPresent(old -> leave(old, unit));
            return new LiveUnit(unit, bundles, handlers, clock.instant());
        } catch (DeployException e) {
            takeAway(aside, bundles);
            throw e;
        }
    }

    /** Takes a unit out, and its configurations. */
    public void remove(LiveUnit live) throws DeployException {
        try {
            force.withdraw(live.bundles());
            for (Bundle bundle : reversed(live.bundles())) {
                lifecycle.remove(bundle, times.get().stop());
            }
        } finally {
            configurations.withdraw(live.unit(), new TreeSet<>());
            configurations.showAll(live.bundles());
            configurations.takeAll(live.bundles());
        }
    }

    /** Starts a unit whose handlers are asked beside those that serve, without effect. */
    public Shadowed shadow(Unit unit, LiveUnit serving, Rollout.ShadowReport report) throws DeployException {
        if (!unit.isJar() || !serving.unit().isJar() || unit.isFragment()) {
            throw DeployException.because("only a single bundle can be shadowed; upgrade a feature at once");
        }
        List<Bundle> bundles = stage(unit);
        Force.Aside aside = new Force.Aside(List.of(), Optional.empty());
        try {
            aside = force.hold(bundles);
            if (aside.held().isEmpty()) {
                throw DeployException.because("the engine is not up, so nothing can be shadowed; wait until it is");
            }
            configurations.handDown(serving.bundles(), bundles);
            startAll(bundles);
            ready.await(aside, new TreeSet<>(), times.get().ready(), "");
            aside.held().get().shadow(serving.bundles().get(0).getBundleId(), report);
            return new Shadowed(unit, bundles, aside);
        } catch (DeployException e) {
            takeAway(aside, bundles);
            throw e;
        }
    }

    /** Puts a shadow in force in the place of the one that served. */
    public LiveUnit promote(Shadowed shadow, LiveUnit before, boolean fewer) throws DeployException {
        NavigableSet<String> lost = force.hooks(before.bundles());
        lost.removeAll(shadow.aside().hooks());
        if (!lost.isEmpty() && !fewer) {
            throw DeployException.because(
                    lost(shadow.unit(), before, lost) + "; to do it all the same: deploy:promote --force "
                            + shadow.unit().name());
        }
        int handlers = shadow.aside().count();
        shadow.aside().release(before.bundles());
        leave(before, shadow.unit());
        return new LiveUnit(shadow.unit(), shadow.bundles(), handlers, clock.instant());
    }

    public void unshadow(Shadowed shadow) {
        takeAway(shadow.aside(), shadow.bundles());
    }

    /** Whether a unit would resolve here and now; nothing of it runs, and nothing is left. */
    public void dryRun(Unit unit) throws DeployException {
        refuseTwins(unit);
        refuseServersFragments(unit);
        if (!unit.isFragment()) {
            stage(unit).forEach(this::removeOrLog);
        }
    }

    private List<Bundle> stage(Unit unit) throws DeployException {
        List<Bundle> bundles = new ArrayList<>();
        try {
            for (Jar jar : unit.jars()) {
                bundles.add(lifecycle.install(unit, jar));
            }
            lifecycle.resolve(startable(bundles));
            lifecycle.refresh(bundles.stream()
                    .filter(bundle -> Lifecycle.isFragment(bundle) && bundle.getState() == Bundle.INSTALLED)
                    .toList());
            return bundles;
        } catch (DeployException e) {
            bundles.forEach(this::removeOrLog);
            throw e;
        }
    }

    private Force.Aside start(Unit unit, List<Bundle> bundles, NavigableSet<String> expected) throws DeployException {
        Force.Aside aside = force.hold(startable(bundles));
        try {
            startAll(bundles);
            String mend = ", or go without: deploy:upgrade --force deploy/" + unit.file();
            if (aside.held().isEmpty() && expected.isEmpty()) {
                ready.refuseFailures(bundles); // before the engine is up nobody waits for a plugin
            } else {
                ready.await(aside, expected, times.get().ready(), expected.isEmpty() ? "" : mend);
            }
            return aside;
        } catch (DeployException e) {
            aside.abandon();
            throw e;
        }
    }

    private void startAll(List<Bundle> bundles) throws DeployException {
        for (Bundle bundle : startable(bundles)) {
            lifecycle.start(bundle, times.get().ready());
        }
    }

    private static List<Bundle> startable(List<Bundle> bundles) {
        return bundles.stream().filter(bundle -> !Lifecycle.isFragment(bundle)).toList();
    }

    private static NavigableSet<String> expected(Unit unit, NavigableSet<String> offered, boolean fewer) {
        NavigableSet<String> expected = new TreeSet<>(offered);
        if (fewer) {
            expected.retainAll(HookNames.promised(unit).orElseGet(TreeSet::new));
        }
        return expected;
    }

    private static void refuseLoss(Unit unit, Optional<LiveUnit> before, NavigableSet<String> offered, boolean fewer)
            throws DeployException {
        Optional<NavigableSet<String>> promised = HookNames.promised(unit);
        if (before.isEmpty() || fewer || promised.isEmpty() || promised.get().containsAll(offered)) {
            return;
        }
        NavigableSet<String> lost = new TreeSet<>(offered);
        lost.removeAll(promised.get());
        throw DeployException.because(lost(unit, before.get(), lost)
                + "; to do it all the same: deploy:upgrade --force deploy/" + unit.file());
    }

    private static String lost(Unit unit, LiveUnit before, NavigableSet<String> lost) {
        return unit.version() + " no longer handles " + String.join(", ", lost) + ", as "
                + before.unit().version() + " does";
    }

    /** A fragment is part of its host, which has to be restarted: there is no side by side. */
    private LiveUnit bringFragment(Unit unit, Optional<LiveUnit> before) throws DeployException {
        if (before.isPresent()) {
            remove(before.get());
        }
        Bundle bundle = lifecycle.install(unit, unit.jars().get(0));
        lifecycle.refresh(List.of(bundle));
        return new LiveUnit(unit, List.of(bundle), 0, clock.instant());
    }

    private void refuseTwins(Unit unit) throws DeployException {
        for (Jar jar : unit.jars()) {
            for (Bundle bundle : lifecycle.bundles()) {
                Optional<Location> where = Location.of(bundle);
                boolean namesake = jar.symbolicName().equals(bundle.getSymbolicName());
                if (namesake && where.isEmpty() && jar.symbolicName().startsWith(OURS)) {
                    throw DeployException.because(
                            jar.symbolicName() + " is the name of a bundle of the server; give it another name");
                }
                boolean same = namesake && jar.version().equals(bundle.getVersion());
                if (same && where.isEmpty()) {
                    throw DeployException.because(
                            jar + " is part of the server; remove one, or give it another version");
                }
                if (same && !where.get().file().equals(unit.file())) {
                    throw DeployException.because(jar + " is already deployed from deploy/"
                            + where.get().file() + "; remove one, or give it another version");
                }
            }
        }
    }

    /** A fragment restarts its host; the server must not be restarted by a file that was dropped. */
    private void refuseServersFragments(Unit unit) throws DeployException {
        for (Jar jar : unit.jars()) {
            String host = jar.host().orElse("");
            boolean ofServer = host.equals(Constants.SYSTEM_BUNDLE_SYMBOLICNAME)
                    || lifecycle.bundles().stream()
                            .anyMatch(bundle -> host.equals(bundle.getSymbolicName())
                                    && Location.of(bundle).isEmpty());
            if (ofServer) {
                throw DeployException.because(jar + " is a fragment of " + host
                        + ", which is part of the server and would be restarted with it; add it to a file in features/,"
                        + " and restart the server");
            }
        }
    }

    /** The old one stops when its handlers have drained; whatever goes wrong with it now does not touch the new one. */
    private void leave(LiveUnit old, Unit by) {
        for (Bundle bundle : reversed(old.bundles())) {
            removeOrLog(bundle);
        }
        configurations.withdraw(old.unit(), by.configurations().keySet());
        configurations.takeAll(old.bundles());
    }

    private void takeAway(Force.Aside aside, List<Bundle> bundles) {
        aside.abandon();
        reversed(bundles).forEach(this::removeOrLog);
        configurations.takeAll(bundles);
    }

    private void removeOrLog(Bundle bundle) {
        String name = bundle.getSymbolicName() + " " + bundle.getVersion();
        try {
            lifecycle.remove(bundle, times.get().stop());
        } catch (DeployException e) {
            LOG.error("{}: {}", name, e.getMessage());
        }
    }

    private static List<Bundle> reversed(List<Bundle> bundles) {
        List<Bundle> copy = new ArrayList<>(bundles);
        Collections.reverse(copy);
        return copy;
    }
}
