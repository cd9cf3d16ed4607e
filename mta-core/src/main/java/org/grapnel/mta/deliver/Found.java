package org.grapnel.mta.deliver;

import java.util.List;
import org.grapnel.hook.Reply;
import org.grapnel.hook.connect.ConnectionFailure;
import org.grapnel.hook.mail.Host;

/** The hosts that mail for a domain can go to, or why there are none. */
public sealed interface Found {
    /** In the order in which they are tried. */
    record Hosts(List<Host> hosts) implements Found {}

    /**
     * There are none.
     *
     * @param reply as if a server had said it: 4xx to try again, 5xx to give up
     */
    record Nowhere(ConnectionFailure kind, Reply reply) implements Found {}
}
