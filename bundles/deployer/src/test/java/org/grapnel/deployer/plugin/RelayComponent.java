package org.grapnel.deployer.plugin;

import java.time.Duration;
import java.util.Optional;
import org.grapnel.hook.config.ConfigGetDomainHostFailureRetry;
import org.grapnel.hook.config.ConfigGetDomainRelay;
import org.grapnel.hook.mail.Binding;

/** The same as a component, as its description says. */
public final class RelayComponent implements ConfigGetDomainRelay, ConfigGetDomainHostFailureRetry {
    @Override
    public Optional<Boolean> configGetDomainRelay(String domain) {
        return Optional.of(true);
    }

    @Override
    public Optional<Duration> configGetDomainHostFailureRetry(String domain, Binding binding) {
        return Optional.empty();
    }
}
