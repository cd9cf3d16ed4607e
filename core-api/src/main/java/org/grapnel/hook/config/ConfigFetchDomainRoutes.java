package org.grapnel.hook.config;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says over which hosts a destination is reached.
 *
 * <p>WHEN: each time the routes of a destination are looked up. The domain is in lower case.
 *
 * <p>ANSWER: the routes, used in order of preference; an empty list = exchangers from DNS, whatever is configured; no answer = {@code routes}, else DNS.
 *
 * <p>THREADS: a scheduler's thread, or whatever thread asks.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code domain -> Optional.ofNullable(table.get(domain)).map(host -> List.of(Route.to(host, 25)))}
 */
@Hook(
        name = "config_fetch_domain_routes",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when routes for a destination are looked up",
        byDefault = "the configured routes, else DNS")
@ConsumerType
@FunctionalInterface
public interface ConfigFetchDomainRoutes {
    HookPoint.Of1<ConfigFetchDomainRoutes, String, Optional<List<Route>>> POINT =
            HookPoint.first(ConfigFetchDomainRoutes.class, ConfigFetchDomainRoutes::configFetchDomainRoutes);

    Optional<List<Route>> configFetchDomainRoutes(String domain);
}
