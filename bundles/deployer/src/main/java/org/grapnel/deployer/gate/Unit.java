package org.grapnel.deployer.gate;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What one file of the deploy directory brings, as one: a single bundle, or the bundles and configurations of a feature.
 *
 * @param file the name in the deploy directory
 * @param generation number of the copy, unique in an instance
 * @param name the bundle's symbolic name, or the feature's
 * @param configurations by PID, or factory PID, {@code ~} and name
 * @param fingerprint SHA-256 of all the contents
 */
public record Unit(
        String file,
        int generation,
        String name,
        String version,
        List<Jar> jars,
        SortedMap<String, Map<String, Object>> configurations,
        String fingerprint) {
    /** True when it is a lone bundle. */
    public boolean isJar() {
        return file.endsWith(".jar");
    }

    /** True when it has nothing that could be started: a lone fragment. */
    public boolean isFragment() {
        return isJar() && jars.get(0).fragment();
    }

    /** Interfaces that the components of all its bundles provide; empty when one may register others. */
    public Optional<NavigableSet<String>> services() {
        NavigableSet<String> all = new TreeSet<>();
        for (Jar jar : jars) {
            if (jar.services().isEmpty()) {
                return Optional.empty();
            }
            all.addAll(jar.services().get());
        }
        return Optional.of(all);
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
