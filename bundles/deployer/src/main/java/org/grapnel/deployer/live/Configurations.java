package org.grapnel.deployer.live;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.deployer.gate.Unit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives bundles configurations that only they see, so that two copies of a plugin can run side by side with two configurations; none of them is
 * kept over a restart. What comes from elsewhere, such as {@code etc/}, wins over what a feature brings. Used by one thread at a time.
 *
 * <p>A bundle's own is, for a single PID, a targeted one (OSGi Compendium 104.3.2): for that bundle it stands before the one that all see. Instances
 * of a factory have no such order, a bundle sees them all. There it is one bound to the bundle's location, and the one that all saw is hidden.
 */
final class Configurations {
    /** Says where a configuration comes from; DS keeps keys with a dot in front to the component. */
    private static final String SOURCE = ".source";
    /** Says for which configuration a bundle's own one stands. */
    private static final String FOR = ".for";
    /** Visible for all bundles (OSGi Compendium 104.4.1). */
    private static final String ALL_BUNDLES = "?";

    private static final String NO_BUNDLE = "deploy:none";
    private static final Logger LOG = LoggerFactory.getLogger(Configurations.class);

    private final BundleContext context;
    /** PIDs, by the location of the bundle that has them as its own. */
    private final Map<String, Set<String>> own = new HashMap<>();

    Configurations(BundleContext context) {
        this.context = context;
    }

    static boolean isOfFactory(String pid) {
        return pid.indexOf('~') >= 0;
    }

    /** The PID that components name: without the instance's name. */
    static String base(String pid) {
        return isOfFactory(pid) ? pid.substring(0, pid.indexOf('~')) : pid;
    }

    /** Gives bundles that are not yet started what their feature brings. */
    void give(Unit unit, List<Bundle> bundles) throws DeployException {
        for (Map.Entry<String, Map<String, Object>> each : unit.configurations().entrySet()) {
            if (comesFromElsewhere(unit, each.getKey())) {
                LOG.info("{}: its configuration {} gives way to the one that is there", source(unit), each.getKey());
            } else {
                giveOwn(bundles, each.getKey(), sourced(unit, each.getValue()));
            }
        }
    }

    /** The instances of factories that are hidden because the bundles before have them as their own: those that follow get them, too. */
    void handDown(List<Bundle> before, List<Bundle> bundles) throws DeployException {
        for (String pid : ownOf(before)) {
            Optional<Map<String, Object>> keys = isOfFactory(pid) ? keys(pid) : Optional.empty();
            if (keys.isPresent()) {
                giveOwn(bundles, pid, keys.get());
            }
        }
    }

    /** Gives bundles a configuration of their own, or changes it. */
    void giveOwn(List<Bundle> bundles, String pid, Map<String, Object> keys) throws DeployException {
        for (Bundle bundle : bundles) {
            Map<String, Object> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            all.putAll(keys);
            all.putIfAbsent(SOURCE, bundle.getLocation());
            all.put(FOR, pid);
            try {
                ownOne(pid, bundle).updateIfDifferent(FrameworkUtil.asDictionary(all));
            } catch (IOException | IllegalStateException e) {
                throw notStored(pid, e);
            }
            own.computeIfAbsent(bundle.getLocation(), any -> new HashSet<>()).add(pid);
        }
    }

    /** Takes one away; the bundle sees the one that all see again, where there is one. */
    void takeOwn(List<Bundle> bundles, String pid) {
        for (Bundle bundle : bundles) {
            if (own.getOrDefault(bundle.getLocation(), Set.of()).remove(pid)) {
                delete(pid, () -> ownOne(pid, bundle));
            }
        }
    }

    /** Takes all away from bundles that have left. */
    void takeAll(List<Bundle> bundles) {
        ownOf(bundles).forEach(pid -> takeOwn(bundles, pid));
        bundles.forEach(bundle -> own.remove(bundle.getLocation()));
    }

    boolean have(List<Bundle> bundles, String pid) {
        return ownOf(bundles).contains(pid);
    }

    private Set<String> ownOf(List<Bundle> bundles) {
        Set<String> all = new HashSet<>();
        bundles.forEach(bundle -> all.addAll(own.getOrDefault(bundle.getLocation(), Set.of())));
        return all;
    }

    /**
     * Hides an instance of a factory from all but the bundle that has it now.
     *
     * @return false when it was hidden before
     */
    boolean hide(String pid, Optional<Bundle> from) throws DeployException {
        try {
            Configuration configuration = general(pid);
            if (!ALL_BUNDLES.equals(configuration.getBundleLocation())) {
                return false;
            }
            boolean used = configuration.getProperties() != null;
            configuration.setBundleLocation(
                    from.filter(bundle -> used).map(Bundle::getLocation).orElse(NO_BUNDLE));
            return true;
        } catch (IOException | IllegalStateException e) {
            throw notStored(pid, e);
        }
    }

    /** All see it again. */
    void show(String pid) {
        try {
            if (keys(pid).isPresent()) {
                general(pid).setBundleLocation(ALL_BUNDLES);
            }
        } catch (IOException | IllegalStateException | DeployException e) {
            LOG.error("the configuration {} is hidden from new plugins: {}; restart the server", pid, e.getMessage());
        }
    }

    /** Shows what was hidden for bundles that have left, and nobody has followed. */
    void showAll(List<Bundle> left) {
        ownOf(left).stream().filter(Configurations::isOfFactory).forEach(this::show);
    }

    /** Puts what a feature brings where other bundles see it, too; not the instances of factories. */
    void publish(Unit unit) throws DeployException {
        for (Map.Entry<String, Map<String, Object>> each : unit.configurations().entrySet()) {
            String pid = each.getKey();
            if (!isOfFactory(pid) && !comesFromElsewhere(unit, pid)) {
                try {
                    general(pid).updateIfDifferent(FrameworkUtil.asDictionary(sourced(unit, each.getValue())));
                } catch (IOException | IllegalStateException e) {
                    throw notStored(pid, e);
                }
            }
        }
    }

    /** Takes away what a feature published, but for the PIDs that are kept. */
    void withdraw(Unit unit, Set<String> kept) {
        for (String pid : unit.configurations().keySet()) {
            try {
                if (!kept.contains(pid)
                        && !isOfFactory(pid)
                        && keys(pid).isPresent()
                        && !comesFromElsewhere(unit, pid)) {
                    delete(pid, () -> general(pid));
                }
            } catch (DeployException e) {
                LOG.error("{}: its configuration {} can't be removed: {}", source(unit), pid, e.getMessage());
            }
        }
    }

    /** Finds a configuration. */
    private interface Finder {
        Configuration find() throws IOException, DeployException;
    }

    private static void delete(String pid, Finder finder) {
        try {
            finder.find().delete();
        } catch (IOException | IllegalStateException | DeployException e) {
            LOG.error("the configuration {} can't be removed: {}; restart the server", pid, e.getMessage());
        }
    }

    private static DeployException notStored(String pid, Exception e) {
        return DeployException.because(
                "its configuration " + pid + " can't be stored: " + e.getMessage() + "; see that data/ can be written");
    }

    private static String source(Unit unit) {
        return "deploy/" + unit.file();
    }

    private static Map<String, Object> sourced(Unit unit, Map<String, Object> keys) {
        Map<String, Object> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(keys);
        all.put(SOURCE, source(unit));
        return all;
    }

    private boolean comesFromElsewhere(Unit unit, String pid) throws DeployException {
        return keys(pid).filter(keys -> !source(unit).equals(keys.get(SOURCE))).isPresent();
    }

    /** Of the configuration that all see, hidden or not; empty where there is none. */
    private Optional<Map<String, Object>> keys(String pid) throws DeployException {
        try {
            Configuration @Nullable [] found = admin().listConfigurations("(service.pid=" + pid + ")");
            if (found == null || found.length == 0) {
                return Optional.empty();
            }
            Map<String, Object> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            all.putAll(FrameworkUtil.asMap(found[0].getProperties()));
            all.remove("service.pid");
            all.remove(ConfigurationAdmin.SERVICE_FACTORYPID);
            return Optional.of(all);
        } catch (IOException | InvalidSyntaxException e) {
            throw notStored(pid, e);
        }
    }

    private Configuration ownOne(String pid, Bundle bundle) throws IOException, DeployException {
        if (isOfFactory(pid)) {
            String name = pid.substring(pid.indexOf('~') + 1) + "~" + bundle.getBundleId();
            return admin().getFactoryConfiguration(base(pid), name, bundle.getLocation());
        }
        return admin().getConfiguration(
                        pid + "|" + bundle.getSymbolicName() + "|" + bundle.getVersion() + "|" + bundle.getLocation(),
                        ALL_BUNDLES);
    }

    private Configuration general(String pid) throws IOException, DeployException {
        return isOfFactory(pid)
                ? admin().getFactoryConfiguration(base(pid), pid.substring(pid.indexOf('~') + 1), ALL_BUNDLES)
                : admin().getConfiguration(pid, ALL_BUNDLES);
    }

    private ConfigurationAdmin admin() throws DeployException {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        if (admin == null) {
            throw DeployException.because("no Configuration Admin is running; start its bundle");
        }
        return admin;
    }
}
