package org.grapnel.deployer.plugin;

import java.util.Dictionary;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.grapnel.hook.Readiness;
import org.grapnel.hook.config.ConfigGetDomainHostFailureRetry;
import org.grapnel.hook.config.ConfigGetDomainRelay;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A plugin whose manifest says how it behaves. */
public final class RelayPlugin implements BundleActivator {
    /** Key of a system property that holds a latch: a hanging activator waits for it, interrupted or not. */
    public static final String LATCH = "grapnel.test.latch";

    @Override
    public void start(BundleContext context) {
        Dictionary<String, String> headers = context.getBundle().getHeaders("");
        if (headers.get("Fail") != null) {
            throw new IllegalStateException("no licence file");
        }
        if (headers.get("Hang") != null) {
            hang(context, (CountDownLatch) System.getProperties().get(LATCH));
        }
        if (headers.get("Not-Ready") != null) {
            context.registerService(Readiness.class, () -> Optional.of("its list is still loading"), null);
        }
        if (headers.get("No-Relay") == null) {
            context.registerService(ConfigGetDomainRelay.class, domain -> Optional.of(true), null);
        }
        if (headers.get("Routing") != null) {
            context.registerService(ConfigGetDomainHostFailureRetry.class, (domain, binding) -> Optional.empty(), null);
        }
    }

    private static void hang(BundleContext context, CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                context.getBundle(); // goes on, as a hostile plugin does
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters what was registered
    }
}
