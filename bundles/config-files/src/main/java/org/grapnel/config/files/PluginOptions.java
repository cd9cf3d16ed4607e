package org.grapnel.config.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One configuration of a plugin, as its metatype describes it.
 *
 * @param plugin who describes it
 * @param keys by id, without regard to case, as in Configuration Admin
 */
record PluginOptions(String pid, String plugin, String description, SortedMap<String, PluginKey> keys) {
    /** Beside its own keys each component takes service properties, those of the handlers among them, and what is private to it. */
    private static final List<String> OF_ALL = List.of("service.", "grapnel.", ".");

    static PluginOptions of(String pid, String plugin, String description, List<PluginKey> keys) {
        SortedMap<String, PluginKey> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        keys.forEach(key -> all.put(key.id(), key));
        return new PluginOptions(pid, plugin, description, all);
    }

    /** True when a key is described, or one that all take. */
    private static boolean isOfAll(String key) {
        return OF_ALL.stream().anyMatch(key::startsWith);
    }

    /** All keys with values of their types. */
    SortedMap<String, Object> typed(Map<String, Object> values) throws BadValueException {
        return typed(values, Set.of());
    }

    /**
     * The same of a part of them.
     *
     * @param elsewhere keys that have their values from elsewhere
     */
    SortedMap<String, Object> typed(Map<String, Object> values, Set<String> elsewhere) throws BadValueException {
        SortedMap<String, Object> typed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, Object> each : values.entrySet()) {
            PluginKey key = keys.get(each.getKey());
            if (key != null) {
                typed.put(key.id(), key.typed(each.getValue()));
            } else if (isOfAll(each.getKey())) {
                typed.put(each.getKey(), ranking(each.getKey(), each.getValue()));
            } else {
                throw new BadValueException(
                        each.getKey() + ": there is no such key; there are " + String.join(", ", keys.keySet()));
            }
        }
        keys.values().stream()
                .filter(key -> key.required() && !typed.containsKey(key.id()) && !elsewhere.contains(key.id()))
                .forEach(key -> missing.add(key.id()));
        if (!missing.isEmpty()) {
            throw new BadValueException(String.join(", ", missing) + ": is missing and has no default; set it");
        }
        return typed;
    }

    /** JSON has no Integer, and a ranking of another type counts as none (OSGi Core 5.2.5). */
    private static Object ranking(String key, Object value) throws BadValueException {
        if (!key.equals("service.ranking")) {
            return value;
        }
        try {
            return Integer.valueOf(value.toString());
        } catch (NumberFormatException e) {
            throw new BadValueException(key + ": '" + value + "' is no Integer; write one");
        }
    }

    Optional<PluginKey> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }
}
