package org.grapnel.config.files;

import java.io.IOException;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
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
    private final Change change;

    Store(ConfigurationAdmin admin, Overrides overrides, Change change) {
        this.admin = admin;
        this.overrides = overrides;
        this.change = change;
    }

    /** What has to be done before a configuration changes. */
    @FunctionalInterface
    interface Change {
        /** Throws when the configuration must not change. */
        void prepare(String pid, Map<String, Object> properties) throws IOException;
    }

    /** The keys of a file with those of the command line in their places. */
    SortedMap<String, Object> withOverrides(Target target, SortedMap<String, Object> keys) {
        SortedMap<String, Object> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(keys);
        SortedMap<String, String> set = overrides.of(target);
        all.keySet().removeAll(set.keySet()); // so that the override's writing of the key is kept
        all.putAll(set);
        return all;
    }

    /** The keys that the command line sets. */
    Set<String> overridden(Target target) {
        return overrides.of(target).keySet();
    }

    /** What is in force. */
    Map<String, Object> get(Target target) throws IOException {
        Dictionary<String, Object> keys = configuration(target).getProperties();
        return keys == null ? Map.of() : FrameworkUtil.asMap(keys);
    }

    /** Puts the keys of a file in force; true when that changed anything. */
    boolean put(Target target, String file, SortedMap<String, Object> keys) throws IOException {
        SortedMap<String, Object> all = withOverrides(target, keys);
        SortedMap<String, String> set = overrides.of(target);
        all.put(SOURCE, file);
        if (!set.isEmpty()) {
            all.put(OVERRIDDEN, set.keySet().toArray(String[]::new));
        }
        Configuration configuration = configuration(target);
        if (isAs(configuration, all)) {
            return false;
        }
        change.prepare(target.toString(), all);
        configuration.update(FrameworkUtil.asDictionary(all));
        return true;
    }

    /** Takes away what a file had set; what the command line set stays. */
    void remove(Target target) throws IOException {
        if (overrides.targets().contains(target)) {
            put(target, COMMAND_LINE, new TreeMap<>());
        } else {
            change.prepare(target.toString(), Map.of());
            configuration(target).delete();
        }
    }

    private static boolean isAs(Configuration configuration, SortedMap<String, Object> keys) {
        Dictionary<String, Object> dictionary = configuration.getProperties();
        if (dictionary == null) {
            return false;
        }
        Map<String, Object> has = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        has.putAll(FrameworkUtil.asMap(dictionary));
        has.keySet().removeAll(Set.of(Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID));
        return has.keySet().equals(keys.keySet())
                && keys.entrySet().stream()
                        .allMatch(each -> Objects.deepEquals(each.getValue(), has.get(each.getKey())));
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
