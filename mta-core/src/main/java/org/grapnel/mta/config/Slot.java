package org.grapnel.mta.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.config.ConfigScope;

/** The values of one option in all scopes, prepared for reading. Immutable once {@link Settings} holds it. */
final class Slot {
    private final Object global;
    private final Map<ConfigScope, Object> set = new HashMap<>();
    private final Map<String, Object> listeners = new HashMap<>();
    private final Map<String, Object> networks = new HashMap<>();
    private final Map<String, Object> handlers = new HashMap<>();
    private final Map<String, Object> domains = new HashMap<>();
    /** By binding, with what it inherits from its group. */
    private final Map<String, Object> bindings = new HashMap<>();

    private final Map<String, Map<String, Object>> domainsInBindings = new HashMap<>();
    private final boolean plain;

    /**
     * @param set the values by scope
     * @param groups the group of each binding that has one
     */
    Slot(Object byDefault, Map<ConfigScope, Object> set, Map<String, String> groups) {
        this.set.putAll(set);
        this.global = set.getOrDefault(ConfigScope.GLOBAL, byDefault);
        groups.forEach((binding, group) ->
                Optional.ofNullable(set.get(new ConfigScope.Group(group))).ifPresent(v -> bindings.put(binding, v)));
        set.forEach(this::place);
        this.plain = domains.isEmpty() && bindings.isEmpty() && domainsInBindings.isEmpty();
    }

    private void place(ConfigScope scope, Object value) {
        if (scope instanceof ConfigScope.Listener listener) {
            listeners.put(listener.name(), value);
        } else if (scope instanceof ConfigScope.Network network) {
            networks.put(network.name(), value);
        } else if (scope instanceof ConfigScope.Handler handler) {
            handlers.put(handler.name(), value);
        } else if (scope instanceof ConfigScope.Binding binding) {
            bindings.put(binding.name(), value);
        } else if (scope instanceof ConfigScope.Domain domain) {
            domains.put(domain.name(), value);
        } else if (scope instanceof ConfigScope.DomainInBinding both) {
            domainsInBindings
                    .computeIfAbsent(both.binding(), binding -> new HashMap<>())
                    .put(both.domain(), value);
        }
    }

    Object global() {
        return global;
    }

    /** What was set in exactly this scope. */
    Optional<Object> in(ConfigScope scope) {
        return Optional.ofNullable(set.get(scope));
    }

    Object forListener(String listener) {
        return listeners.getOrDefault(listener, global);
    }

    /** True when no network has a value of its own. */
    boolean sameForAllClients() {
        return networks.isEmpty();
    }

    Optional<Object> forNetwork(String network) {
        return Optional.ofNullable(networks.get(network));
    }

    Object forHandler(String handler) {
        return handlers.getOrDefault(handler, global);
    }

    Object forBinding(String binding) {
        return bindings.getOrDefault(binding, global);
    }

    Object forDomain(String domain, String binding) {
        if (plain) {
            return global;
        }
        Map<String, Object> within = domainsInBindings.get(binding);
        Object value = within == null ? null : within.get(domain);
        if (value == null) {
            value = domains.get(domain);
        }
        return value == null ? forBinding(binding) : value;
    }
}
