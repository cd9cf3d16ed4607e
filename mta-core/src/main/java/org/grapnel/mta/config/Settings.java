package org.grapnel.mta.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.grapnel.hook.config.ConfigScope;
import org.grapnel.hook.mail.Binding;

/**
 * One immutable snapshot of all values. Hold it for as long as one thing must be seen under one configuration.
 *
 * <p>COST of get: one or a few map look-ups; no parsing, no allocation.
 */
public final class Settings {
    /** The listener of {@link SessionOptions#SMTP_LISTEN}. */
    public static final String SMTP = "smtp";

    private final Map<Option<?>, Slot> slots;
    private final SortedMap<String, Object> raw;
    private final Map<Key, String> sources;
    private final Map<String, String> groups;
    private final ClientNetworks clients;

    /** Taken from {@link SettingsReader}, which has checked everything. */
    Settings(
            Map<Option<?>, Slot> slots,
            Map<String, Object> raw,
            Map<Key, String> sources,
            Map<String, String> groups,
            ClientNetworks clients) {
        this.slots = Map.copyOf(slots);
        this.raw = Collections.unmodifiableSortedMap(new TreeMap<>(raw));
        this.sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        this.groups = Map.copyOf(groups);
        this.clients = clients;
    }

    /** Everything at its default. */
    public static Settings defaults() {
        try {
            return of(Map.of(), Source.named("defaults"));
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads flat keys ({@code max_sessions}, {@code domain.example.com.retry_interval}).
     *
     * @throws ConfigException with every problem
     */
    public static Settings of(Map<String, ?> keys, Source source) throws ConfigException {
        return new SettingsReader(source).read(keys);
    }

    /** The value for the whole server. */
    public <T> T get(Option<T> option) {
        return typed(option, slot(option).global());
    }

    /** The value for one listener. */
    public <T> T forListener(Option<T> option, String listener) {
        return typed(option, slot(option).forListener(listener));
    }

    /** The value for a client of a listener: that of the smallest network that has one, else the listener's, else the server's. */
    public <T> T forClient(Option<T> option, String listener, InetAddress client) {
        Slot slot = slot(option);
        Object value = slot.sameForAllClients()
                ? slot.forListener(listener)
                : clients.decisive(slot, client).flatMap(slot::forNetwork).orElseGet(() -> slot.forListener(listener));
        return typed(option, value);
    }

    /** The scope that {@link #forClient} takes the value from; global for a default. */
    public ConfigScope scopeForClient(Option<?> option, String listener, InetAddress client) {
        Slot slot = slot(option);
        Optional<ConfigScope> network = clients.decisive(slot, client).map(ConfigScope.Network::new);
        ConfigScope ofListener = new ConfigScope.Listener(listener);
        return network.orElse(slot.in(ofListener).isPresent() ? ofListener : ConfigScope.GLOBAL);
    }

    /** The value for one hook handler, by its name. */
    public <T> T forHandler(Option<T> option, String handler) {
        return typed(option, slot(option).forHandler(handler));
    }

    /** The value for one binding, whatever the domain. */
    public <T> T forBinding(Option<T> option, String binding) {
        return typed(option, slot(option).forBinding(binding));
    }

    /**
     * The value for a destination reached through a binding; the most specific scope wins.
     *
     * @param domain in lower case
     */
    public <T> T get(Option<T> option, String domain, String binding) {
        return typed(option, slot(option).forDomain(domain, binding));
    }

    /** What {@link #get(Option, String, String)} returns, and why. */
    public Explanation explain(Option<?> option, String domain, String binding) {
        Optional<ConfigScope> group = Optional.ofNullable(groups.get(binding)).map(ConfigScope.Group::new);
        return why(
                option,
                List.of(
                        Optional.of(new ConfigScope.DomainInBinding(domain, binding)),
                        Optional.of(new ConfigScope.Domain(domain)),
                        Optional.of(new ConfigScope.Binding(binding)),
                        group,
                        Optional.of(ConfigScope.GLOBAL)));
    }

    /** What {@link #forListener} returns, and why. */
    public Explanation explainListener(Option<?> option, String listener) {
        return why(option, List.of(Optional.of(new ConfigScope.Listener(listener)), Optional.of(ConfigScope.GLOBAL)));
    }

    /** What {@link #forClient} returns, and why. */
    public Explanation explainClient(Option<?> option, String listener, InetAddress client) {
        List<Optional<ConfigScope>> scopes = new ArrayList<>();
        clients.names(client).forEach(name -> scopes.add(Optional.of(new ConfigScope.Network(name))));
        scopes.add(Optional.of(new ConfigScope.Listener(listener)));
        scopes.add(Optional.of(ConfigScope.GLOBAL));
        Explanation why = why(option, scopes);
        return clients.decisive(slot(option), client)
                .flatMap(name -> clients.range(name, client))
                .map(range -> why.because(range + " holds " + client.getHostAddress()))
                .orElse(why);
    }

    /** Where each listener takes connections, by its name. */
    public Map<String, List<HostPort>> listeners() {
        Map<String, List<HostPort>> listeners = new TreeMap<>();
        listeners.put(SMTP, get(SessionOptions.SMTP_LISTEN));
        for (Key key : sources.keySet()) {
            if (key.scope() instanceof ConfigScope.Listener listener
                    && !listener.name().equals(SMTP)) {
                listeners.put(listener.name(), forListener(SessionOptions.LISTEN, listener.name()));
            }
        }
        return listeners;
    }

    /** The names of all bindings: those that an option is set for, and the one that is used where none is. */
    public SortedSet<String> bindings() {
        SortedSet<String> names = new TreeSet<>(Set.of(Binding.DEFAULT));
        for (Key key : sources.keySet()) {
            if (key.scope() instanceof ConfigScope.Binding binding) {
                names.add(binding.name());
            } else if (key.scope() instanceof ConfigScope.DomainInBinding both) {
                names.add(both.binding());
            }
        }
        return names;
    }

    /** The name that a binding gives itself in EHLO. */
    public String ehloName(String binding) {
        return forBinding(BindingOptions.EHLO_NAME, binding).orElseGet(() -> get(ServerOptions.HOSTNAME));
    }

    /** The values as they were given, by key in its canonical writing. */
    public SortedMap<String, Object> raw() {
        return raw;
    }

    /** What is set, in the order of the keys. */
    Set<Key> keys() {
        return sources.keySet();
    }

    /** What is in force in a scope: set there, or inherited. */
    <T> T inScope(Option<T> option, ConfigScope scope) {
        Slot slot = slot(option);
        Object value = slot.in(scope).orElseGet(() -> {
            if (scope instanceof ConfigScope.Binding binding) {
                return slot.forBinding(binding.name());
            }
            if (scope instanceof ConfigScope.DomainInBinding both) {
                return slot.forDomain(both.domain(), both.binding());
            }
            return slot.global();
        });
        return typed(option, value);
    }

    private Explanation why(Option<?> option, List<Optional<ConfigScope>> scopes) {
        for (Optional<ConfigScope> scope : scopes) {
            Optional<Object> value = scope.flatMap(slot(option)::in);
            if (value.isPresent()) {
                String source = sources.getOrDefault(new Key(scope.get(), option), "");
                return explanation(option, value.get(), scope, source);
            }
        }
        return explanation(option, slot(option).global(), Optional.empty(), "");
    }

    private static <T> Explanation explanation(
            Option<T> option, Object value, Optional<ConfigScope> scope, String source) {
        return Explanation.of(option, typed(option, value), scope, source);
    }

    private Slot slot(Option<?> option) {
        return Objects.requireNonNull(slots.get(option)); // SettingsReader fills in every one
    }

    @SuppressWarnings({"unchecked", "UnusedVariable"
    }) // SettingsReader put only values of the option's type in its slot
    private static <T> T typed(Option<T> option, Object value) {
        return (T) value;
    }
}
