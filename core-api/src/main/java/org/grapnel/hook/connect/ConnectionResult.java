package org.grapnel.hook.connect;

import java.util.Set;

/** How an attempt to connect ended. */
public sealed interface ConnectionResult {
    /** The socket is connected; the banner was not read yet. */
    record Connected(OutboundConnection connection) implements ConnectionResult {}

    /**
     * No Host could be reached.
     *
     * @param kinds what happened on the Hosts that were tried, at least one
     * @param text the last error in one line
     */
    record Failed(Set<ConnectionFailure> kinds, String text) implements ConnectionResult {
        public Failed {
            kinds = Set.copyOf(kinds);
        }
    }
}
