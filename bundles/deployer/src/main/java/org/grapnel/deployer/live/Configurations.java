package org.grapnel.deployer.live;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.deployer.gate.Unit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the configurations of features in force and withdraws them; those that come from elsewhere, such as {@code etc/}, win. */
final class Configurations {
    /** Says where a configuration comes from; DS keeps keys with a dot in front to the component. */
    private static final String SOURCE = ".source";
    /** Visible for all bundles, so that two versions of a plugin can both have it (OSGi Compendium 104.4.1). */
    private static final String ALL_BUNDLES = "?";

    private static final Logger LOG = LoggerFactory.getLogger(Configurations.class);

    private final BundleContext context;

    Configurations(BundleContext context) {
        this.context = context;
    }

    void put(Unit unit) throws DeployException {
        String source = source(unit);
        for (Map.Entry<String, Map<String, Object>> each : unit.configurations().entrySet()) {
            try {
                Configuration configuration = configuration(each.getKey());
                if (!isOf(source, configuration)) {
                    LOG.info("{}: its configuration {} gives way to the one that is there", source, each.getKey());
                    continue;
                }
                Map<String, Object> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                keys.putAll(each.getValue());
                keys.put(SOURCE, source);
                configuration.updateIfDifferent(FrameworkUtil.asDictionary(keys));
            } catch (IOException | IllegalStateException e) {
                throw DeployException.because("its configuration " + each.getKey() + " can't be stored: "
                        + e.getMessage() + "; see that data/ can be written");
            }
        }
    }

    /** Takes away what a unit put, but for the PIDs that are kept. */
    void withdraw(Unit unit, Set<String> kept) {
        for (String pid : unit.configurations().keySet()) {
            if (kept.contains(pid)) {
                continue;
            }
            try {
                Configuration configuration = configuration(pid);
                if (isOf(source(unit), configuration)) {
                    configuration.delete();
                }
            } catch (IOException | IllegalStateException | DeployException e) {
                LOG.error(
                        "{}: its configuration {} can't be removed: {}; restart the server",
                        source(unit),
                        pid,
                        e.getMessage());
            }
        }
    }

    /**
     * Puts a configuration that only one copy of a bundle sees: for it, it stands before the one that all see (OSGi Compendium 104.3.2, targeted
     * PIDs). It is not kept over a restart.
     */
    void putFor(Bundle bundle, String pid, Map<String, Object> properties) throws DeployException {
        try {
            Map<String, Object> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            keys.putAll(properties);
            keys.putIfAbsent(SOURCE, bundle.getLocation());
            configuration(targeted(pid, bundle)).update(FrameworkUtil.asDictionary(keys));
        } catch (IOException | IllegalStateException e) {
            throw DeployException.because("its configuration " + pid + " can't be stored: " + e.getMessage()
                    + "; see that data/ can be written");
        }
    }

    /** Takes away what only this copy saw; when it has left. */
    void withdrawFrom(Bundle bundle, String pid) {
        try {
            Configuration configuration = configuration(targeted(pid, bundle));
            configuration.delete();
        } catch (IOException | IllegalStateException | DeployException e) {
            LOG.debug("a configuration of {} stays until the next start", bundle, e);
        }
    }

    private static String targeted(String pid, Bundle bundle) {
        return pid + "|" + bundle.getSymbolicName() + "|" + bundle.getVersion() + "|" + bundle.getLocation();
    }

    private static String source(Unit unit) {
        return "deploy/" + unit.file();
    }

    /** True when it is new, or from there. */
    private static boolean isOf(String source, Configuration configuration) {
        Dictionary<String, Object> keys = configuration.getProperties();
        return keys == null || source.equals(keys.get(SOURCE));
    }

    private Configuration configuration(String pid) throws IOException, DeployException {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        if (admin == null) {
            throw DeployException.because("no Configuration Admin is running; start its bundle");
        }
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, ALL_BUNDLES)
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), ALL_BUNDLES);
    }
}
