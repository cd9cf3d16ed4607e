package org.grapnel.mta.dispatch;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.HandlerProperties;
import org.grapnel.hook.HookPoint;
import org.grapnel.mta.config.BadValue;
import org.grapnel.mta.config.Durations;
import org.grapnel.mta.config.HandlerOptions;
import org.grapnel.mta.config.Option;
import org.grapnel.mta.config.Selection;
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
                reach(reference, name));
    }

    /** The ranking, where the operator has set one. */
    Optional<Integer> ranking(String name) {
        return settings.get().forHandler(HandlerOptions.HANDLER_RANKING, name);
    }

    private Optional<Reach> reach(ServiceReference<?> reference, String name) {
        Reach reach = new Reach(
                chosen(
                        reference,
                        name,
                        HandlerOptions.HANDLER_LISTENERS,
                        HandlerProperties.LISTENERS,
                        Selection::ofNames),
                chosen(
                        reference,
                        name,
                        HandlerOptions.HANDLER_NETWORKS,
                        HandlerProperties.NETWORKS,
                        Selection::ofHosts),
                chosen(
                        reference,
                        name,
                        HandlerOptions.HANDLER_DOMAINS,
                        HandlerProperties.DOMAINS,
                        Selection::ofDomains),
                chosen(
                        reference,
                        name,
                        HandlerOptions.HANDLER_BINDINGS,
                        HandlerProperties.BINDINGS,
                        Selection::ofNames));
        return reach.isOpen() ? Optional.empty() : Optional.of(reach);
    }

    /** Makes sense of a list of words. */
    private interface Chooser<K> {
        Selection<K> choose(List<String> words) throws BadValue;
    }

    private <K> Selection<K> chosen(
            ServiceReference<?> reference,
            String name,
            Option<Selection<K>> option,
            String property,
            Chooser<K> chooser) {
        Selection<K> configured = settings.get().forHandler(option, name);
        return configured.isOpen()
                ? own(reference, property, text -> chooser.choose(Selection.words(text)))
                        .orElse(configured)
                : configured;
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
