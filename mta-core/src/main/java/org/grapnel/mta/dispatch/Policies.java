package org.grapnel.mta.dispatch;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.HandlerProperties;
import org.grapnel.hook.HookPoint;
import org.grapnel.mta.config.BadValue;
import org.grapnel.mta.config.DomainSet;
import org.grapnel.mta.config.Durations;
import org.grapnel.mta.config.HandlerOptions;
import org.grapnel.mta.config.Networks;
import org.grapnel.mta.config.Settings;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works out how a handler is treated: the operator's configuration first, then its own service properties, then the engine's defaults. */
final class Policies {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    private final Supplier<Settings> settings;

    Policies(Supplier<Settings> settings) {
        this.settings = settings;
    }

    HandlerPolicy of(ServiceReference<?> reference, HookPoint<?, ?> point, String name) {
        Settings now = settings.get();
        FailureRule byKind = point.onFault() == null ? FailureRule.SKIP : FailureRule.DEFER;
        return new HandlerPolicy(
                now.forHandler(HandlerOptions.HANDLER_ON_FAULT, name)
                        .or(() -> own(reference, HandlerProperties.ON_FAULT, Policies::rule))
                        .orElse(byKind),
                now.forHandler(HandlerOptions.HANDLER_DEADLINE_OF, name)
                        .or(() -> own(reference, HandlerProperties.DEADLINE, Durations::parse))
                        .orElseGet(() -> now.get(HandlerOptions.HANDLER_DEADLINE)),
                now.forHandler(HandlerOptions.HANDLER_ENABLED, name),
                reach(reference));
    }

    /** The ranking, where the operator has set one. */
    Optional<Integer> ranking(String name) {
        return settings.get().forHandler(HandlerOptions.HANDLER_RANKING, name);
    }

    private static Optional<Reach> reach(ServiceReference<?> reference) {
        Optional<Set<String>> listeners = own(reference, HandlerProperties.LISTENERS, Policies::names);
        Optional<Set<String>> bindings = own(reference, HandlerProperties.BINDINGS, Policies::names);
        Optional<Networks> networks = own(
                reference,
                HandlerProperties.NETWORKS,
                text -> Networks.parse(java.util.List.of(text.split("[,\\s]+"))));
        Optional<DomainSet> domains = own(
                reference,
                HandlerProperties.DOMAINS,
                text -> DomainSet.parse(
                        java.util.List.of(text.toLowerCase(Locale.ROOT).split("[,\\s]+"))));
        return listeners.isEmpty() && bindings.isEmpty() && networks.isEmpty() && domains.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reach(listeners, networks, domains, bindings));
    }

    private static Set<String> names(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .collect(Collectors.toUnmodifiableSet()); // twice the same is no error
    }

    /** Reads a property of the service. */
    private interface Reader<T> {
        T read(String text) throws BadValue;
    }

    private static <T> Optional<T> own(ServiceReference<?> reference, String property, Reader<T> reader) {
        Object value = reference.getProperty(property);
        if (value == null) {
            return Optional.empty();
        }
        String text = value instanceof String[] several
                ? String.join(",", several)
                : value instanceof Collection<?> several
                        ? several.stream().map(String::valueOf).collect(Collectors.joining(","))
                        : value.toString();
        try {
            return Optional.of(reader.read(text.strip()));
        } catch (BadValue | IllegalArgumentException e) {
            LOG.error(
                    "{} {}: service property {}: {}: {}; it counts as not set",
                    reference.getBundle() == null ? "?" : reference.getBundle().getSymbolicName(),
                    reference.getBundle() == null ? "?" : reference.getBundle().getVersion(),
                    property,
                    text,
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static FailureRule rule(String text) throws BadValue {
        try {
            return FailureRule.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadValue("there is no such failure rule", "write skip or defer");
        }
    }
}
