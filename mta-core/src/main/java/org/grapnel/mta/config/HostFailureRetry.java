package org.grapnel.mta.config;

import java.time.Duration;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.config.ConfigGetDomainHostFailureRetry;
import org.grapnel.hook.mail.Binding;

/** How long a Host that failed is left alone. Safe for use by any thread. */
public final class HostFailureRetry {
    private final Supplier<Settings> settings;

    public HostFailureRetry(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /**
     * As a handler says, else {@link ConnectionOptions#HOST_FAILURE_RETRY} of domain and binding; never negative.
     *
     * @param domain in lower case
     */
    public Duration of(Hooks hooks, String domain, Binding binding) {
        return hooks.call(ConfigGetDomainHostFailureRetry.POINT, domain, binding)
                .filter(time -> !time.isNegative())
                .orElseGet(() -> settings.get().get(ConnectionOptions.HOST_FAILURE_RETRY, domain, binding.name()));
    }
}
