package org.grapnel.hook;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How a configuration changes for plugins that can't take the change while they run. A service of the deployer; for who writes configurations, not for
 * plugins.
 *
 * <p>A component without a method that takes a changed configuration is deactivated and made anew by it, and between the two its handlers
 * are not there. So its plugin is exchanged for a second copy of itself, which begins with the new configuration; it comes into force as an upgrade
 * does, in one step.
 *
 * <p>THREADS: safe for use by any thread; returns when all is done.
 */
@ProviderType
public interface Reconfiguration {
    /**
     * To be called before a configuration is changed.
     *
     * @param pid the configuration's PID, {@code PID~NAME} of an instance of a factory
     * @param properties as the configuration will be; empty when it will be gone
     * @return the plugins that were exchanged for it; empty when all can take the change while they run
     * @throws IOException when one can't be: then nothing has changed, and the configuration must stay as it is
     */
    List<String> prepare(String pid, Map<String, Object> properties) throws IOException;
}
