package org.grapnel.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.grapnel.hook.reception.Injector;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has Jetty listen where the engine's {@code http.listen} says, one instance for each address. */
@Component(
        service = {},
        immediate = true)
public final class HttpListeners {
    static final int THREADS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(HttpListeners.class);
    private static final String JETTY = "org.apache.felix.http";
    private static final String NAME = "grapnel-";
    private static final int IDLE_MILLIS = 30_000;

    private final List<Configuration> configurations = new ArrayList<>();

    @Activate
    public HttpListeners(@Reference ConfigurationAdmin admin, @Reference ServiceReference<Injector> injector)
            throws IOException, InvalidSyntaxException {
        remove(admin.listConfigurations("(service.pid=" + JETTY + "~" + NAME + "*)"));
        if (injector.getProperty(Injector.HTTP_LISTEN) instanceof String[] addresses) {
            for (String address : addresses) {
                configurations.add(listen(admin, address, configurations.size()));
            }
        }
    }

    @Deactivate
    void close() throws IOException {
        remove(configurations.toArray(Configuration[]::new));
    }

    /** Jetty opens its socket on a thread of its own; the line says where it is really open. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "closed")
    void opened(HttpServiceRuntime runtime, Map<String, Object> properties) {
        if (properties.get("osgi.http.endpoint") instanceof String[] endpoints && endpoints.length > 0) {
            LOG.info("listening on {} for HTTP", String.join(", ", endpoints));
        }
    }

    void closed(HttpServiceRuntime runtime) {
        LOG.debug("{} is closed", runtime);
    }

    private static Configuration listen(ConfigurationAdmin admin, String address, int index) throws IOException {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replace("[", "").replace("]", "");
        Configuration configuration = admin.getFactoryConfiguration(JETTY, NAME + index, "?");
        configuration.update(FrameworkUtil.asDictionary(Map.of(
                "org.apache.felix.http.host",
                host,
                "org.osgi.service.http.port",
                address.substring(colon + 1),
                "org.apache.felix.http.name",
                "Grapnel HTTP " + address,
                "org.apache.felix.http.timeout",
                IDLE_MILLIS,
                "org.apache.felix.http.jetty.threadpool.max",
                THREADS,
                "org.apache.felix.http.jetty.sendServerHeader",
                false)));
        return configuration;
    }

    private static void remove(Configuration @org.jspecify.annotations.Nullable [] old) throws IOException {
        if (old != null) {
            for (Configuration configuration : old) {
                configuration.delete();
            }
        }
    }
}
