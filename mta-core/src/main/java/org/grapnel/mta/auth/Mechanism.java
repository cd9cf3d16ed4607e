package org.grapnel.mta.auth;

import org.grapnel.hook.session.Session;

/** One SASL mechanism, as a server speaks it (RFC 4422). Stateless: what one exchange knows is in its {@link Conversation}. */
public interface Mechanism {
    /** In upper case, as EHLO shows it. */
    String name();

    /** True when an exchange in this session could succeed: there is a store that can judge it, and the session shows what it takes. */
    boolean usable(Session session);

    /** True when the first word is the client's, so that AUTH may carry an initial response (RFC 4954 4). */
    boolean clientFirst();

    Conversation begin(Session session);
}
