package org.grapnel.hook.session;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.grapnel.hook.Attachments;
import org.osgi.annotation.versioning.ProviderType;

/** One inbound connection. */
@ProviderType
public interface Session extends Attachments {
    /** Unique in this process; stands in every log line of the session. */
    String id();

    /** The name of the listener that accepted it. */
    String listener();

    /** The client, behind a trusted proxy the one it names. */
    InetSocketAddress remoteAddress();

    InetSocketAddress localAddress();

    Instant started();

    /** What the client said in HELO or EHLO; empty before. */
    Optional<String> ehloName();

    /** True after EHLO, false after HELO. */
    boolean extended();

    /** The TLS state, once a handshake was made. */
    Optional<TlsState> tls();

    /** The authenticated identity. */
    Optional<String> authenticated();

    /** Messages accepted on this session so far. */
    int accepted();
}
