package org.grapnel.hook;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether a bundle is ready to serve. A plugin that needs time after its start (a list to load, a server to reach) registers one as
 * a service; a deployer asks until it is ready before new transactions go to it. Without such a service a bundle is ready when it has registered
 * its handlers.
 *
 * <p>THREADS: the deployer's; asked several times a second, must be quick. FAILURE: an exception counts as not ready.
 */
@ConsumerType
@FunctionalInterface
public interface Readiness {
    /** Why it is not ready yet, in one line; empty when it is. */
    Optional<String> notReady();
}
