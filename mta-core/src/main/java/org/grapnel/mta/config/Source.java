package org.grapnel.mta.config;

import java.util.Set;

/**
 * Where the keys of a configuration come from.
 *
 * @param name for example {@code etc/grapnel.json}
 * @param overridden the keys that were given on the command line
 */
public record Source(String name, Set<String> overridden) {
    private static final String COMMAND_LINE = "--set";

    public Source {
        overridden = Set.copyOf(overridden);
    }

    public static Source named(String name) {
        return new Source(name, Set.of());
    }

    /** Where this key stands. */
    String of(String key) {
        return overridden.contains(key) ? COMMAND_LINE : name;
    }
}
