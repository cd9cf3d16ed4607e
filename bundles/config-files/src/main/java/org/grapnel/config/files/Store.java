package org.grapnel.config.files;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Writes configurations, with the overrides of the command line on top. Used by one thread at a time. */
final class Store {
    /** Says where a configuration comes from; DS keeps keys with a dot in front to the component. */
    static final String SOURCE = ".source";
    /** Says which keys were given on the command line. */
    static final String OVERRIDDEN = ".set";

    private static final String COMMAND_LINE = "--set";
    /** Visible for all bundles, so that two versions of a plugin can both have it (OSGi Compendium 104.4.1). */
    private static final String ALL_BUNDLES = "?";

    private final ConfigurationAdmin admin;
    private final Overrides overrides;

    Store(ConfigurationAdmin admin, Overrides overrides) {
        this.admin = admin;
        this.overrides = overrides;
    }

    /** Puts the keys of a file in force; true when that changed anything. */
    boolean put(Target target, String file, SortedMap<String, Object> keys) throws IOException {
        SortedMap<String, Object> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(keys);
        SortedMap<String, String> set = overrides.of(target);
        all.keySet().removeAll(set.keySet()); // so that the override's writing of the key is kept
        all.putAll(set);
        all.put(SOURCE, file);
        if (!set.isEmpty()) {
            all.put(OVERRIDDEN, set.keySet().toArray(String[]::new));
        }
        return configuration(target).updateIfDifferent(FrameworkUtil.asDictionary(all));
    }

    /** Takes away what a file had set; what the command line set stays. */
    void remove(Target target) throws IOException {
        if (overrides.targets().contains(target)) {
            put(target, COMMAND_LINE, new TreeMap<>());
        } else {
            configuration(target).delete();
        }
    }

    /** Makes the configurations of overrides that no file is for. */
    void putOverridesWithout(Set<Target> files) throws IOException {
        Set<Target> alone = new HashSet<>(overrides.targets());
        alone.removeAll(files);
        for (Target target : alone) {
            put(target, COMMAND_LINE, new TreeMap<>());
        }
    }

    /** Deletes what an earlier run wrote for files that are gone. */
    void forgetAllBut(Set<Target> files) throws IOException {
        Set<String> kept = new HashSet<>();
        files.forEach(target -> kept.add(target.toString()));
        overrides.targets().forEach(target -> kept.add(target.toString()));
        Configuration[] all;
        try {
            all = admin.listConfigurations("(" + SOURCE + "=*)");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        for (Configuration configuration : all == null ? new Configuration[0] : all) {
            Map<String, Object> properties = FrameworkUtil.asMap(configuration.getProperties());
            if (!kept.contains(String.valueOf(properties.get(Constants.SERVICE_PID)))) {
                configuration.delete();
            }
        }
    }

    private Configuration configuration(Target target) throws IOException {
        return target.isFactory()
                ? admin.getFactoryConfiguration(target.pid(), target.name(), ALL_BUNDLES)
                : admin.getConfiguration(target.pid(), ALL_BUNDLES);
    }
}
