package org.grapnel.mta.queue;

import java.net.InetAddress;
import java.util.Optional;
import org.grapnel.hook.mail.Binding;
import org.grapnel.mta.config.BindingOptions;
import org.grapnel.mta.config.Settings;

/** A binding as the configuration describes it at one moment. */
public record ConfiguredBinding(
        String name, Optional<String> group, Optional<InetAddress> localAddress, String ehloName) implements Binding {
    public static ConfiguredBinding of(Settings settings, String name) {
        return new ConfiguredBinding(
                name,
                settings.forBinding(BindingOptions.BINDING_GROUP, name),
                settings.forBinding(BindingOptions.BIND_ADDRESS, name),
                settings.ehloName(name));
    }
}
