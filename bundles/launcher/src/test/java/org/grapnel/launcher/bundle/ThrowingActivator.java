package org.grapnel.launcher.bundle;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle whose configuration is wrong. */
public final class ThrowingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalArgumentException("smtp.listen: port 99999 is not 1–65535");
    }

    @Override
    public void stop(BundleContext context) {
        throw new IllegalStateException("it was never started");
    }
}
