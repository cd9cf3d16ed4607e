package org.grapnel.deployer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.grapnel.hook.control.ControlCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** Deploys all jars before the bundle counts as started, then watches them. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {
    private static final String BASE = "grapnel.base";

    private @Nullable Watch watch;

    @Override
    public void start(BundleContext context) throws BundleException {
        String base = context.getProperty(BASE);
        if (base == null) {
            throw new BundleException("framework property " + BASE + " is missing; start through bin/grapnel");
        }
        Path directory = Path.of(base).resolve("deploy");
        Path copies = Path.of(base).resolve("data").resolve("deployed");
        History history = new History(Clock.systemUTC());
        Deployer deployer = new Deployer(new Lifecycle(context), directory, copies, history, Clock.systemUTC());
        DeployDirectory jars = new DeployDirectory(directory, deployer);
        try {
            jars.loadAll();
        } catch (IOException e) {
            throw new BundleException(directory + ": can't be read: " + e + "; see that it can", e);
        }
        context.registerService(ControlCommand.class, new ListCommand(deployer), null);
        context.registerService(ControlCommand.class, new HistoryCommand(history), null);
        watch = Watch.begin(jars);
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        if (watch != null) {
            watch.end();
            watch = null;
        }
    }
}
