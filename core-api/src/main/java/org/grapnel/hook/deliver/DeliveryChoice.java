package org.grapnel.hook.deliver;

import java.util.Map;

/** By what a Message is delivered. */
public sealed interface DeliveryChoice {
    /**
     * One of the engine's, by its name, such as {@code smtp} or {@code discard}.
     *
     * @param options by the names of the agent's configuration; they come before the configured ones
     */
    record BuiltIn(String name, Map<String, String> options) implements DeliveryChoice {
        public BuiltIn {
            options = Map.copyOf(options);
        }
    }

    /**
     * The handler's own.
     *
     * @param name as logs and listings show it
     */
    record Own(String name, DeliveryAgent agent) implements DeliveryChoice {}

    static DeliveryChoice builtIn(String name) {
        return new BuiltIn(name, Map.of());
    }

    static DeliveryChoice own(String name, DeliveryAgent agent) {
        return new Own(name, agent);
    }
}
