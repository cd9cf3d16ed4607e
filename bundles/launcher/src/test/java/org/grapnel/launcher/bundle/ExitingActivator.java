package org.grapnel.launcher.bundle;

import java.util.function.IntConsumer;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/** A bundle that asks the launcher to end as soon as it offers that. */
public final class ExitingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) throws Exception {
        context.addServiceListener(event -> exit(context, event), "(grapnel.control=exit)");
    }

    private static void exit(BundleContext context, ServiceEvent event) {
        ServiceReference<?> reference = event.getServiceReference();
        if (event.getType() == ServiceEvent.REGISTERED && context.getService(reference) instanceof IntConsumer exit) {
            exit.accept(7);
        }
    }

    @Override
    public void stop(BundleContext context) {
        // nothing was begun
    }
}
