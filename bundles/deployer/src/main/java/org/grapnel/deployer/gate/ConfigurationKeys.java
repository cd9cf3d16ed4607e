package org.grapnel.deployer.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The keys of one configuration of a feature, of types that Configuration Admin takes; {@code key:Integer} names a type (OSGi Compendium 150.4). */
final class ConfigurationKeys {
    private static final Pattern PID = Pattern.compile("[\\w-][\\w.-]*(?:~[\\w.-]+)?");

    private static final Map<String, Function<String, Object>> TYPES = Map.of(
            "String", text -> text,
            "Integer", Integer::valueOf,
            "Long", Long::valueOf,
            "Double", Double::valueOf,
            "Float", Float::valueOf,
            "Short", Short::valueOf,
            "Byte", Byte::valueOf,
            "Boolean", Boolean::valueOf);

    private ConfigurationKeys() {}

    static Map<String, Object> read(String pid, JsonNode keys) throws DeployException {
        if (!PID.matcher(pid).matches()) {
            throw bad(pid, "is no PID", "write PID, or FACTORY~NAME");
        }
        if (!keys.isObject()) {
            throw bad(pid, "has no keys", "write an object");
        }
        Map<String, Object> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, JsonNode> each : keys.properties()) {
            int colon = each.getKey().indexOf(':');
            String key = colon < 0 ? each.getKey() : each.getKey().substring(0, colon);
            String type = colon < 0 ? "" : each.getKey().substring(colon + 1).replace("[]", "");
            String place = pid + ": " + key;
            if (!type.isEmpty() && !TYPES.containsKey(type)) {
                throw bad(
                        place,
                        "no such type: " + type,
                        "write one of " + String.join(", ", new TreeMap<>(TYPES).keySet()));
            }
            Object value = each.getValue().isArray()
                    ? array(place, type, each.getValue())
                    : scalar(place, type, each.getValue());
            if (found.put(key, value) != null) {
                throw bad(place, "is there twice", "remove one");
            }
        }
        return found;
    }

    private static Object scalar(String place, String type, JsonNode value) throws DeployException {
        if (!value.isValueNode() || value.isNull()) {
            throw bad(place, "is no text, number or boolean", "write one, or remove the key");
        }
        if (!type.isEmpty()) {
            try {
                return TYPES.get(type).apply(value.asText());
            } catch (NumberFormatException e) {
                throw bad(place, "'" + value.asText() + "' is no " + type, "write one");
            }
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNumber()) {
            return value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue();
        }
        return value.asText();
    }

    private static Object array(String place, String type, JsonNode values) throws DeployException {
        List<Object> items = new ArrayList<>();
        for (JsonNode value : values) {
            items.add(scalar(place, type, value));
        }
        Class<?> first = items.isEmpty() ? String.class : items.get(0).getClass();
        if (items.stream().anyMatch(item -> item.getClass() != first)) {
            return items.stream().map(Object::toString).toArray(String[]::new); // arrays there have one type
        }
        return items.toArray((Object[]) Array.newInstance(first, 0));
    }

    private static DeployException bad(String place, String problem, String mend) {
        return DeployException.because("is no feature: configurations: " + place + ": " + problem + "; " + mend);
    }
}
