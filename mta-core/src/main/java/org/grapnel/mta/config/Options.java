package org.grapnel.mta.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All options, put together from the rooms' tables. What is not here does not exist; what is here has an effect. */
public final class Options {
    private static final List<Option<?>> ALL = Stream.of(
                    ServerOptions.TABLE,
                    HandlerOptions.TABLE,
                    SessionOptions.TABLE,
                    LimitOptions.TABLE,
                    TlsOptions.TABLE,
                    AuthOptions.TABLE,
                    ReceptionOptions.TABLE,
                    InjectionOptions.TABLE,
                    SpoolOptions.TABLE,
                    QueueOptions.TABLE,
                    DestinationOptions.TABLE,
                    ConnectionOptions.TABLE,
                    ShapingOptions.TABLE,
                    BindingOptions.TABLE)
            .flatMap(table -> table.options().stream())
            .toList();

    private static final Map<String, Option<?>> BY_NAME = byName();

    private Options() {}

    /** Every option, in the order of the manual. */
    public static List<Option<?>> all() {
        return ALL;
    }

    /** The option of this name, which has no scope in it. */
    public static Optional<Option<?>> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** By name, in the order of the manual. */
    static Map<String, Option<?>> names() {
        return BY_NAME;
    }

    private static Map<String, Option<?>> byName() {
        Map<String, Option<?>> names = new LinkedHashMap<>();
        ALL.forEach(option -> names.put(option.name(), option));
        return Collections.unmodifiableMap(names);
    }
}
