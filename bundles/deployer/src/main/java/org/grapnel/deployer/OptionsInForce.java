package org.grapnel.deployer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The options as Configuration Admin has them now. Changed by its thread; read by any. */
final class OptionsInForce implements ManagedService, Supplier<Options> {
    private static final String SOURCE = ".source";
    private static final Logger LOG = LoggerFactory.getLogger(OptionsInForce.class);

    private final Path base;
    private volatile Options options;

    private OptionsInForce(Path base) {
        this.base = base;
        this.options = Options.defaults(base);
    }

    /** Reads what there is at once, for what is deployed at the start, and follows changes. */
    static OptionsInForce begin(BundleContext context, Path base) {
        OptionsInForce options = new OptionsInForce(base);
        options.readPresent(context);
        context.registerService(
                ManagedService.class, options, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, Options.PID)));
        return options;
    }

    @Override
    public Options get() {
        return options;
    }

    @Override
    public void updated(@Nullable Dictionary<String, ?> keys) {
        apply(keys == null ? Map.of() : FrameworkUtil.asMap(keys));
    }

    private void apply(Map<String, ?> keys) {
        try {
            options = Options.read(keys, base);
        } catch (OptionException e) {
            Object source = keys.get(SOURCE);
            LOG.error(
                    "{}: {}; the deployer's options stay as they were",
                    source == null ? "configuration " + Options.PID : source,
                    e.getMessage());
        }
    }

    private void readPresent(BundleContext context) {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        if (admin == null) {
            return; // all options have their defaults, until one comes and calls
        }
        try {
            Configuration @Nullable [] found =
                    admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + Options.PID + ")");
            if (found != null && found.length > 0) {
                updated(found[0].getProperties());
            }
        } catch (IOException | InvalidSyntaxException e) {
            LOG.error(
                    "configuration {} can't be read: {}; all options have their defaults", Options.PID, e.getMessage());
        } finally {
            context.ungetService(reference);
        }
    }
}
