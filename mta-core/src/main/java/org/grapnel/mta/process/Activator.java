package org.grapnel.mta.process;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** What the framework calls when the engine's bundle starts and stops. */
public final class Activator implements BundleActivator {
    private @Nullable Engine engine;

    @Override
    public void start(BundleContext context) throws StartException {
        engine = Engine.start(context);
    }

    @Override
    public void stop(BundleContext context) {
        Engine running = engine;
        engine = null;
        if (running != null) {
            running.stop();
        }
    }
}
