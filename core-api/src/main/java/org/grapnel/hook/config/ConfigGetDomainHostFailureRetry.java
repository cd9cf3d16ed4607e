package org.grapnel.hook.config;

import java.time.Duration;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Binding;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says how long a Host that failed is left alone.
 *
 * <p>WHEN: after each failed connection to a Host of the domain, for the Binding that it failed for. The domain is in lower case.
 *
 * <p>ANSWER: the time, zero = none; empty = {@code host_failure_retry}.
 *
 * <p>THREADS: the thread that owns the outbound connection, or a scheduler's.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (domain, binding) -> domain.endsWith(".test") ? Optional.of(Duration.ZERO) : Optional.empty()}
 */
@Hook(
        name = "config_get_domain_host_failure_retry",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when a Host has failed",
        byDefault = "host_failure_retry")
@ConsumerType
@FunctionalInterface
public interface ConfigGetDomainHostFailureRetry {
    HookPoint.Of2<ConfigGetDomainHostFailureRetry, String, Binding, Optional<Duration>> POINT = HookPoint.first(
            ConfigGetDomainHostFailureRetry.class, ConfigGetDomainHostFailureRetry::configGetDomainHostFailureRetry);

    Optional<Duration> configGetDomainHostFailureRetry(String domain, Binding binding);
}
