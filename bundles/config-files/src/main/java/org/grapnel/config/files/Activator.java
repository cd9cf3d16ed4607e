package org.grapnel.config.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.grapnel.hook.Reconfiguration;
import org.grapnel.hook.control.ControlCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.dto.FrameworkDTO;
import org.osgi.service.cm.ConfigurationAdmin;

/** Takes all files over before the bundle counts as started, then watches them. */
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
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        if (admin == null) {
            throw new BundleException("no Configuration Admin is running; start its bundle at a lower start level");
        }
        Plugins plugins = new Plugins(context);
        Path etc = Path.of(base).resolve("etc");
        try {
            FrameworkDTO framework =
                    context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkDTO.class);
            EtcDirectory directory = new EtcDirectory(
                    etc,
                    new Store(admin, Overrides.of(framework.properties), (pid, keys) -> prepare(context, pid, keys)),
                    plugins);
            directory.loadAll();
            context.registerService(ControlCommand.class, new PluginConfigCommand(directory, plugins, admin), null);
            watch = Watch.begin(directory);
        } catch (BadFileException e) {
            throw new BundleException(e.getMessage(), e);
        } catch (IOException e) {
            throw new BundleException(etc + ": can't be taken over: " + e + "; see that it can be read", e);
        }
    }

    /** Before the deployer is up no plugin is, and nothing is to be prepared. */
    private static void prepare(BundleContext context, String pid, Map<String, Object> keys) throws IOException {
        ServiceReference<Reconfiguration> reference = context.getServiceReference(Reconfiguration.class);
        Reconfiguration deployer = reference == null ? null : context.getService(reference);
        if (deployer != null) {
            deployer.prepare(pid, keys);
            context.ungetService(reference);
        }
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        if (watch != null) {
            watch.end();
            watch = null;
        }
    }
}
