package org.grapnel.launcher.bundle;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A bundle that says what happens to it. */
public final class SteadyActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        System.out.println("steady started");
        System.out.println("hostname " + context.getProperty("grapnel.set.hostname") + ", base "
                + context.getProperty("grapnel.base"));
        context.registerService(
                Runnable.class,
                () -> System.out.println("steady on release"),
                FrameworkUtil.asDictionary(Map.of("grapnel.on", "console-release")));
    }

    @Override
    public void stop(BundleContext context) {
        System.out.println("steady stopped");
    }
}
