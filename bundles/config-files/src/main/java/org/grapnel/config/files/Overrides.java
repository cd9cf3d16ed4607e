package org.grapnel.config.files;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was set on the command line, by configuration and key. */
record Overrides(Map<Target, SortedMap<String, String>> byTarget) {
    private static final String PREFIX = "grapnel.set.";

    /**
     * Reads the framework's properties {@code grapnel.set.KEY} and {@code grapnel.set.PID/KEY}.
     *
     * @throws BadFileException for what is neither
     */
    static Overrides of(Map<String, ?> properties) throws BadFileException {
        Map<Target, SortedMap<String, String>> all = new HashMap<>();
        for (Map.Entry<String, ?> property : properties.entrySet()) {
            if (!property.getKey().startsWith(PREFIX)) {
                continue;
            }
            String text = property.getKey().substring(PREFIX.length());
            int slash = text.indexOf('/');
            Target target = slash < 0
                    ? Target.SERVER
                    : Target.ofPid(text.substring(0, slash))
                            .orElseThrow(() -> new BadFileException(
                                    "--set " + text + ": no PID stands before the slash; write PID/KEY=VALUE"));
            String key = text.substring(slash + 1);
            if (key.isBlank()) {
                throw new BadFileException("--set " + text + ": no key is given; write KEY=VALUE");
            }
            all.computeIfAbsent(target, any -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER))
                    .put(key, String.valueOf(property.getValue()));
        }
        return new Overrides(Map.copyOf(all));
    }

    Set<Target> targets() {
        return byTarget.keySet();
    }

    SortedMap<String, String> of(Target target) {
        return byTarget.getOrDefault(target, new TreeMap<>());
    }
}
