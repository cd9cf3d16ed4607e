package org.grapnel.hook.connect;

import java.util.Optional;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Host;
import org.grapnel.hook.session.Connection;
import org.grapnel.hook.session.EsmtpKeywords;
import org.grapnel.hook.session.TlsState;
import org.osgi.annotation.versioning.ProviderType;

/** An open SMTP or LMTP connection to a Host, for a Domain and a Binding. */
@ProviderType
public interface OutboundConnection extends Connection {
    /** The Domain that it serves now; another one after a migration. */
    Domain domain();

    Binding binding();

    Host host();

    /** What the server offered in its last EHLO (or LHLO) reply; none before, and none after HELO. */
    EsmtpKeywords capabilities();

    /** The TLS state, once a handshake was made. */
    Optional<TlsState> tls();

    /** Mail transactions that were finished on it, whatever their end. */
    int deliveries();
}
