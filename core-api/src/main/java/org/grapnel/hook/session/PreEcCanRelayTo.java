package org.grapnel.hook.session;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides whether mail for a domain is taken, before the configuration is asked.
 *
 * <p>WHEN: when the engine asks whether it relays for a domain, before config_get_domain_relay.
 *
 * <p>ANSWER: true = mail for the domain is taken from anybody, false = only from those who may relay anywhere. The
 * domain is in lower case. An answer skips the configuration.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code domain -> customers.contains(domain) ? Optional.of(true) : Optional.empty()}
 */
@Hook(
        name = "pre_ec_can_relay_to",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when the engine asks whether it relays for a domain, before config_get_domain_relay",
        byDefault = "config_get_domain_relay is asked, then relay_domains")
@ConsumerType
@FunctionalInterface
public interface PreEcCanRelayTo {
    HookPoint.Of1<PreEcCanRelayTo, String, Optional<Boolean>> POINT =
            HookPoint.first(PreEcCanRelayTo.class, PreEcCanRelayTo::preEcCanRelayTo);

    Optional<Boolean> preEcCanRelayTo(String domain);
}
