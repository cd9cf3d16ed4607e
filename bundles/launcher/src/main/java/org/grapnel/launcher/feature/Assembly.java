package org.grapnel.launcher.feature;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.grapnel.launcher.Refused;

/**
 * All features together: the jars to start at each level, in order.
 *
 * @param levels jars by start level, lowest first; within a level in the order of the files
 * @param finalLevel of the framework when all is started
 * @param laterLevel of bundles that are installed at run time
 */
public record Assembly(
        SortedMap<Integer, List<Path>> levels,
        int finalLevel,
        int laterLevel,
        Map<String, String> frameworkProperties) {
    private static final int DEFAULT_LEVEL = 1;

    /** Merges the features; a jar named twice counts once, two versions of one artifact are a mistake. */
    public static Assembly of(List<Feature> features, Path system) throws Refused {
        SortedMap<Integer, List<Path>> levels = new TreeMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        Map<String, ArtifactId> seen = new HashMap<>();
        int later = features.stream()
                .mapToInt(f -> f.defaultStartLevel().orElse(DEFAULT_LEVEL))
                .max()
                .orElse(DEFAULT_LEVEL);
        int last = features.stream()
                .mapToInt(f -> f.minimumStartLevel().orElse(DEFAULT_LEVEL))
                .max()
                .orElse(DEFAULT_LEVEL);
        for (Feature feature : features) {
            properties.putAll(feature.frameworkProperties());
            for (FeatureBundle bundle : feature.bundles()) {
                ArtifactId id = bundle.id();
                ArtifactId before = seen.put(id.group() + ":" + id.artifact() + ":" + id.classifier(), id);
                if (before != null && !before.equals(id)) {
                    throw new Refused(
                            Refused.USAGE,
                            "features: both " + before + " and " + id + " are listed; remove one of them");
                }
                if (before == null) {
                    int level = bundle.startLevel()
                            .orElse(feature.defaultStartLevel().orElse(DEFAULT_LEVEL));
                    levels.computeIfAbsent(level, l -> new ArrayList<>()).add(jar(feature, id, system));
                }
            }
        }
        if (levels.isEmpty()) {
            throw new Refused(Refused.USAGE, "features: no bundle is listed; the installation is incomplete");
        }
        return new Assembly(levels, Math.max(last, levels.lastKey()), later, properties);
    }

    private static Path jar(Feature feature, ArtifactId id, Path system) throws Refused {
        Path jar = system.resolve(id.path());
        if (!Files.isReadable(jar)) {
            throw new Refused(
                    Refused.USAGE,
                    "feature " + feature.id() + ": bundle " + id + ": there is no readable system/" + id.path());
        }
        return jar;
    }
}
