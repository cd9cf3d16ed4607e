package org.grapnel.mta.config;

import java.io.IOException;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties {@link Configuration} to Configuration Admin: the keys of one PID, read once at the start and again at each update.
 *
 * <p>THREADS: start and stop by the engine's activator; updates by Configuration Admin's own thread.
 */
public final class ConfigRoom implements ManagedService {
    /** Whose keys the options are. */
    public static final String PID = "org.grapnel.mta";
    /** Where the keys come from; written by who brings them, such as {@code etc/grapnel.json}. */
    static final String SOURCE = ".source";
    /** Which of the keys were given on the command line. */
    static final String OVERRIDDEN = ".set";

    private static final String UNKNOWN_SOURCE = "configuration " + PID;
    private static final Set<String> NOT_OPTIONS = Set.of(
            SOURCE,
            OVERRIDDEN,
            Constants.SERVICE_PID,
            ConfigurationAdmin.SERVICE_FACTORYPID,
            ConfigurationAdmin.SERVICE_BUNDLELOCATION,
            "felix.fileinstall.filename");
    private static final Logger LOG = LoggerFactory.getLogger(ConfigRoom.class);

    private final BundleContext context;
    private final Configuration configuration;
    private @Nullable ServiceRegistration<ManagedService> registration;

    public ConfigRoom(BundleContext context, Configuration configuration) {
        this.context = context;
        this.configuration = configuration;
    }

    /**
     * Puts in force what Configuration Admin has now, then listens.
     *
     * @throws ConfigException when that is refused; the start-up must end with its message
     */
    public void start() throws ConfigException {
        apply(present());
        registration = context.registerService(
                ManagedService.class, this, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, PID)));
    }

    public void stop() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }

    @Override
    public void updated(@Nullable Dictionary<String, ?> keys) {
        try {
            apply(keys == null ? Map.of() : FrameworkUtil.asMap(keys));
        } catch (ConfigException e) {
            LOG.error("the configuration stays as it was: {}", String.join(" | ", e.problems()));
        }
    }

    private void apply(Map<String, ?> keys) throws ConfigException {
        Map<String, Object> options = new TreeMap<>(keys);
        options.keySet().removeAll(NOT_OPTIONS);
        Object name = keys.get(SOURCE);
        Object overridden = keys.get(OVERRIDDEN);
        Source source = new Source(
                name == null ? UNKNOWN_SOURCE : name.toString(),
                overridden instanceof String[] set ? new HashSet<>(Set.of(set)) : Set.of());
        configuration.apply(options, source);
    }

    /** What Configuration Admin has for the PID; nothing when there is no Configuration Admin or nothing in it. */
    private Map<String, ?> present() {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        if (admin == null) {
            LOG.warn("no Configuration Admin is running: all options have their defaults");
            return Map.of();
        }
        try {
            org.osgi.service.cm.Configuration @Nullable [] found =
                    admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + PID + ")");
            return found == null || found.length == 0 ? Map.of() : FrameworkUtil.asMap(found[0].getProperties());
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("configuration " + PID + " can't be read: " + e.getMessage(), e);
        } finally {
            context.ungetService(reference);
        }
    }
}
