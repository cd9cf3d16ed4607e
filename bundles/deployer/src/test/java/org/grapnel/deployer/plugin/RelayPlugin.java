package org.grapnel.deployer.plugin;

import java.util.Optional;
import org.grapnel.hook.config.ConfigGetDomainRelay;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A plugin with one handler; a header of its manifest makes its activator fail. */
public final class RelayPlugin implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        if (context.getBundle().getHeaders("").get("Fail") != null) {
            throw new IllegalStateException("no licence file");
        }
        context.registerService(ConfigGetDomainRelay.class, domain -> Optional.of(true), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters what was registered
    }
}
