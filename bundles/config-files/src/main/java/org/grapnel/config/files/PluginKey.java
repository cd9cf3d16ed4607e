package org.grapnel.config.files;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * One key of a plugin's configuration, as its metatype describes it.
 *
 * @param most values that it takes; 1 = one that is no list
 * @param options the values that it takes; empty = any of its type
 * @param required it has no default
 * @param check what is wrong with a value beyond its type; empty = nothing
 */
record PluginKey(
        String id,
        String description,
        Type type,
        int most,
        List<String> options,
        List<String> byDefault,
        boolean required,
        UnaryOperator<String> check) {
    /** A type of values. */
    record Type(String name, Function<String, Object> parse) {}

    private static final Type TEXT = new Type("String", text -> text);
    private static final Map<Integer, Type> TYPES = Map.of(
            AttributeDefinition.LONG, new Type("Long", Long::valueOf),
            AttributeDefinition.INTEGER, new Type("Integer", Integer::valueOf),
            AttributeDefinition.SHORT, new Type("Short", Short::valueOf),
            AttributeDefinition.BYTE, new Type("Byte", Byte::valueOf),
            AttributeDefinition.DOUBLE, new Type("Double", Double::valueOf),
            AttributeDefinition.FLOAT, new Type("Float", Float::valueOf),
            AttributeDefinition.BOOLEAN, new Type("Boolean", PluginKey::trueOrFalse),
            AttributeDefinition.CHARACTER, new Type("Character", PluginKey::character));

    @SuppressWarnings("deprecation") // old descriptions still may have them
    private static Type type(int code) {
        return switch (code) {
            case AttributeDefinition.BIGINTEGER -> new Type("BigInteger", BigInteger::new);
            case AttributeDefinition.BIGDECIMAL -> new Type("BigDecimal", BigDecimal::new);
            case AttributeDefinition.PASSWORD -> new Type("Password", text -> text);
            default -> TYPES.getOrDefault(code, TEXT);
        };
    }

    static PluginKey of(AttributeDefinition definition, boolean required) {
        int cardinality = definition.getCardinality();
        String[] byDefault = definition.getDefaultValue();
        String[] options = definition.getOptionValues();
        return new PluginKey(
                definition.getID(),
                Optional.ofNullable(definition.getDescription())
                        .or(() -> Optional.ofNullable(definition.getName()))
                        .orElse(""),
                type(definition.getType()),
                cardinality == 0 ? 1 : cardinality == Integer.MIN_VALUE ? Integer.MAX_VALUE : Math.abs(cardinality),
                options == null ? List.of() : List.of(options),
                byDefault == null ? List.of() : List.of(byDefault),
                required && byDefault == null,
                text -> Optional.ofNullable(definition.validate(text)).orElse(""));
    }

    boolean isList() {
        return most > 1;
    }

    boolean isSecret() {
        return type.name().equals("Password");
    }

    /**
     * The values, of the key's type.
     *
     * @param value as a file has it, or Configuration Admin
     */
    Object typed(Object value) throws BadValueException {
        List<?> items = value.getClass().isArray()
                ? IntStream.range(0, Array.getLength(value))
                        .mapToObj(i -> Array.get(value, i))
                        .toList()
                : List.of(value);
        if (items.size() > most) {
            throw new BadValueException(id + ": " + items.size() + " values are too many; write "
                    + (most == 1 ? "one" : "at most " + most));
        }
        if (!isList() && !items.isEmpty()) {
            return one(items.get(0));
        }
        Class<?> component = type.parse().apply(sample()).getClass();
        Object array = Array.newInstance(component, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, one(items.get(i)));
        }
        return array;
    }

    private String sample() {
        return type.name().equals("Boolean") ? "true" : "1";
    }

    private Object one(Object item) throws BadValueException {
        String text = item.toString();
        Object value;
        try {
            value = type.parse().apply(text);
        } catch (IllegalArgumentException e) {
            throw new BadValueException(id + ": '" + text + "' is no " + type.name() + "; write one");
        }
        if (!options.isEmpty() && !options.contains(text)) {
            throw new BadValueException(
                    id + ": '" + text + "' is none of " + String.join(", ", options) + "; write one");
        }
        String wrong = check.apply(isList() ? text.replace("\\", "\\\\").replace(",", "\\,") : text);
        if (!wrong.isEmpty()) {
            throw new BadValueException(id + ": '" + text + "' is out of its range: " + wrong + "; write another");
        }
        return value;
    }

    private static Object trueOrFalse(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return Boolean.valueOf(text);
    }

    private static Object character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }
}
