package org.grapnel.mta.auth;

import java.util.Optional;
import org.grapnel.hook.session.TlsState;
import org.grapnel.mta.session.BareSession;

/** A session that nothing is known of but its TLS state. */
record FakeSession(Optional<TlsState> tls) implements BareSession {
    static final FakeSession PLAIN = new FakeSession(Optional.empty());
}
