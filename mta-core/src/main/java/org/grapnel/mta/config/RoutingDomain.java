package org.grapnel.mta.config;

import java.util.Locale;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.config.ConfigGetMessageRoutingDomain;
import org.grapnel.hook.mail.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which Domain's queue a Message joins. Safe for use by any thread. */
public final class RoutingDomain {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingDomain.class);

    private final Supplier<Settings> settings;

    public RoutingDomain(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /**
     * As a handler says, else {@link QueueOptions#GATEWAY} of binding and domain, else the recipient's domain.
     *
     * @param recipientDomain the domain of its recipients, in lower case
     */
    public String of(Hooks hooks, Message message, String recipientDomain) {
        String domain = AsciiDomain.of(recipientDomain);
        return hooks.call(ConfigGetMessageRoutingDomain.POINT, message)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> isDomain(message, name))
                .or(() -> settings.get().get(QueueOptions.GATEWAY, domain, message.binding()))
                .orElse(domain);
    }

    private static boolean isDomain(Message message, String name) {
        try {
            Syntax.domain(name);
            return true;
        } catch (BadValue e) {
            LOG.warn(
                    "message {}: a handler of {} answered no domain: {}",
                    message.id(),
                    ConfigGetMessageRoutingDomain.POINT,
                    e.getMessage());
            return false;
        }
    }
}
