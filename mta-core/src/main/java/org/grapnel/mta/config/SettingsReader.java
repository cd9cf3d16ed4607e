package org.grapnel.mta.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.grapnel.hook.config.ConfigScope;

/** Reads one configuration: every key and value is checked, every problem collected. Used once, by one thread. */
final class SettingsReader {
    private static final int MOST_KEYS = 200_000;

    private final Source source;
    private final List<String> problems = new ArrayList<>();
    private final Map<Key, String> sources = new LinkedHashMap<>();
    private final Map<String, Object> raw = new HashMap<>();
    private final Map<Option<?>, Map<ConfigScope, Object>> values = new HashMap<>();

    SettingsReader(Source source) {
        this.source = source;
    }

    Settings read(Map<String, ?> keys) throws ConfigException {
        if (keys.size() > MOST_KEYS) {
            throw new ConfigException(
                    List.of(source.name() + ": has " + keys.size() + " keys; write at most " + MOST_KEYS));
        }
        new TreeMap<String, Object>(keys).forEach(this::readKey);
        Map<Option<?>, Slot> slots = new HashMap<>();
        Map<String, String> groups = groups();
        for (Option<?> option : Options.all()) {
            slots.put(option, new Slot(option.byDefault(), values.getOrDefault(option, Map.of()), groups));
        }
        Settings settings = new Settings(slots, raw, sources, groups, clients());
        checkTogether(settings);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return settings;
    }

    private void readKey(String text, Object given) {
        try {
            Key key = Key.parse(text);
            Object value = key.option().type().read(given);
            Object twin = values.computeIfAbsent(key.option(), option -> new HashMap<>())
                    .put(key.scope(), value);
            if (twin != null) {
                throw new BadValue("is the same option as another key of this file", "remove one of them");
            }
            sources.put(key, source.of(text));
            raw.put(key.toString(), given);
        } catch (BadValue e) {
            problem(text, e.getMessage());
        }
    }

    private Map<String, String> groups() {
        Map<String, String> groups = new HashMap<>();
        values.getOrDefault(BindingOptions.BINDING_GROUP, Map.of()).forEach((scope, value) -> {
            if (scope instanceof ConfigScope.Binding binding && value instanceof Optional<?> group) {
                group.ifPresent(name -> groups.put(binding.name(), name.toString()));
            }
        });
        return groups;
    }

    private ClientNetworks clients() {
        ClientNetworks clients = new ClientNetworks();
        values.getOrDefault(SessionOptions.ADDRESSES, Map.of()).forEach((scope, value) -> {
            if (scope instanceof ConfigScope.Network network && value instanceof Networks addresses) {
                for (Network range : addresses.networks()) {
                    clients.add(range, network.name())
                            .ifPresent(other -> problem(
                                    network.prefix() + SessionOptions.ADDRESSES,
                                    range + " belongs to network " + other + " too; remove it from one of them"));
                }
            }
        });
        return clients;
    }

    /** What can only be seen when all values are known. */
    private void checkTogether(Settings settings) {
        for (Key key : sources.keySet()) {
            if (key.scope() instanceof ConfigScope.Group group && !hasMember(settings, group.name())) {
                problem(key.toString(), "no binding is in this group; write binding.NAME.group = " + group.name());
            }
        }
        for (Key key : sources.keySet()) {
            if (key.scope() instanceof ConfigScope.Network network
                    && settings.inScope(SessionOptions.ADDRESSES, network)
                            .networks()
                            .isEmpty()) {
                String addresses = network.prefix() + SessionOptions.ADDRESSES;
                problem(key.toString(), "the network has no address; write " + addresses + " = 192.0.2.0/24");
            }
        }
        settings.listeners().forEach((name, endpoints) -> {
            if (endpoints.isEmpty() && !name.equals(Settings.SMTP)) {
                String listen = new ConfigScope.Listener(name).prefix() + SessionOptions.LISTEN;
                problem(listen, "the listener has no address; write " + listen + " = address:port");
            }
            checkTls(settings, name);
        });
    }

    private void checkTls(Settings settings, String listener) {
        for (Option<Boolean> option : List.of(TlsOptions.IMPLICIT, TlsOptions.REQUIRED)) {
            if (settings.forListener(option, listener) && !TlsOptions.configured(settings, listener)) {
                String prefix = new ConfigScope.Listener(listener).prefix();
                problem(
                        prefix + option,
                        "the listener has no certificate; write " + prefix + TlsOptions.CERTIFICATE + " = file");
            }
        }
    }

    private static boolean hasMember(Settings settings, String group) {
        return settings.bindings().stream()
                .anyMatch(binding -> settings.forBinding(BindingOptions.BINDING_GROUP, binding)
                        .equals(Optional.of(group)));
    }

    private void problem(String key, String what) {
        problems.add(source.of(key) + ": " + BadValue.shown(key) + ": " + what);
    }
}
