package org.grapnel.itest.container.plugin;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.grapnel.hook.Hooks;
import org.grapnel.itest.container.vendor.VendorGreeting;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A vendor's own engine: calls its own point through the Hooks service for whoever asks. */
public final class VendorEngine implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Hooks hooks = context.getService(context.getServiceReference(Hooks.class));
        UnaryOperator<String> greeter = text -> hooks.call(VendorGreeting.POINT, text);
        context.registerService(UnaryOperator.class, greeter, FrameworkUtil.asDictionary(Map.of("test.greeter", true)));
    }

    @Override
    public void stop(BundleContext context) {}
}
