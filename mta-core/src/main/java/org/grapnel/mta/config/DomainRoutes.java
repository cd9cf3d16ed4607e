package org.grapnel.mta.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.config.ConfigFetchDomainRoutes;
import org.grapnel.hook.config.Route;

/** The routes that a handler or the configuration knows for a destination. Safe for use by any thread. */
public final class DomainRoutes {
    private final Supplier<Settings> settings;

    public DomainRoutes(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /**
     * The routes, as a handler says, else as {@link DestinationOptions#ROUTES} says; empty = ask DNS.
     *
     * @param domain in lower case
     */
    public Optional<List<Route>> of(Hooks hooks, String domain) {
        return hooks.call(ConfigFetchDomainRoutes.POINT, domain)
                .or(() -> settings.get().get(DestinationOptions.ROUTES).find(domain))
                .filter(routes -> !routes.isEmpty());
    }
}
