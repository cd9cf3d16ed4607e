package org.grapnel.deployer;

import java.time.Instant;
import org.osgi.framework.Bundle;

/** What is in the framework for a file. */
record Live(Bundle bundle, Jar jar, int handlers, Instant since) {
    String handlerCount() {
        return handlers == 1 ? "1 handler" : handlers + " handlers";
    }
}
