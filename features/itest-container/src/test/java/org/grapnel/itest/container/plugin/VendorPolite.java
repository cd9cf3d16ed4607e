package org.grapnel.itest.container.plugin;

import java.util.Map;
import org.grapnel.itest.container.vendor.VendorGreeting;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A third party's handler of the vendor's point. */
public final class VendorPolite implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        VendorGreeting polite = text -> "dear " + text;
        context.registerService(
                VendorGreeting.class, polite, FrameworkUtil.asDictionary(Map.of("grapnel.name", "polite")));
    }

    @Override
    public void stop(BundleContext context) {}
}
