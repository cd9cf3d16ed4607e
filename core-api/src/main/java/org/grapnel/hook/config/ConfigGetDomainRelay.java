package org.grapnel.hook.config;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides whether the server takes mail for a domain from anybody.
 *
 * <p>WHEN: for each recipient that was given no answer by {@code pre_ec_can_relay_to}. The domain is in lower case.
 *
 * <p>ANSWER: true = taken, false = not, empty = {@code relay_domains} decides.
 *
 * <p>THREADS: the session's thread, or whatever thread asks.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code domain -> customers.contains(domain) ? Optional.of(true) : Optional.empty()}
 */
@Hook(
        name = "config_get_domain_relay",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when the engine asks whether it relays for a domain",
        byDefault = "relay_domains")
@ConsumerType
@FunctionalInterface
public interface ConfigGetDomainRelay {
    HookPoint.Of1<ConfigGetDomainRelay, String, Optional<Boolean>> POINT =
            HookPoint.first(ConfigGetDomainRelay.class, ConfigGetDomainRelay::configGetDomainRelay);

    Optional<Boolean> configGetDomainRelay(String domain);
}
