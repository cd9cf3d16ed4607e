package org.grapnel.mta.config;

import java.net.InetAddress;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.config.ConfigGetDomainRelay;

/** Whether the server takes mail for a domain. Safe for use by any thread. */
public final class RelayPolicy {
    private final Supplier<Settings> settings;

    public RelayPolicy(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /** True for clients that may send to any domain. */
    public boolean mayRelay(InetAddress client, String listener) {
        return settings.get().forListener(SessionOptions.RELAY_HOSTS, listener).contains(client);
    }

    /**
     * True for domains that any client may send to: as a handler says, else as {@link SessionOptions#RELAY_DOMAINS} says.
     *
     * @param hooks of the transaction that asks
     * @param domain in lower case
     */
    public boolean relaysFor(Hooks hooks, String domain, String listener) {
        return hooks.call(ConfigGetDomainRelay.POINT, domain).orElseGet(() -> settings.get()
                .forListener(SessionOptions.RELAY_DOMAINS, listener)
                .contains(domain));
    }
}
