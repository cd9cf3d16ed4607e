package org.grapnel.launcher.feature;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One feature file.
 *
 * @param defaultStartLevel of bundles without one, and of bundles installed at run time
 * @param minimumStartLevel the framework's level when start-up is done is at least this
 */
public record Feature(
        String id,
        List<FeatureBundle> bundles,
        Map<String, String> frameworkProperties,
        OptionalInt defaultStartLevel,
        OptionalInt minimumStartLevel) {

    public Feature {
        bundles = List.copyOf(bundles);
        frameworkProperties = Map.copyOf(frameworkProperties);
    }
}
