package org.grapnel.hook.bounce;

import java.util.Locale;

/** What a DSN tells about a recipient (RFC 3464 2.3.3). */
public enum DsnAction {
    FAILED,
    DELAYED,
    DELIVERED,
    /** Handed to a server that gives no DSN of its own. */
    RELAYED,
    /** Delivered to the members behind the address. */
    EXPANDED;

    /** As the Action field has it. */
    public String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
