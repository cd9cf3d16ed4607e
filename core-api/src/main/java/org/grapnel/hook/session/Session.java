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

    /** The client; behind a trusted load balancer (PROXY) or gateway (XCLIENT) the one that it names. */
    InetSocketAddress remoteAddress();

    /** Where the client connected to; behind a trusted load balancer or gateway the address that it names. */
    InetSocketAddress localAddress();

    /** Who opened the connection to this server: the client, or what stands before it. */
    InetSocketAddress peerAddress();

    /** What its listener speaks. */
    default Protocol protocol() {
        return Protocol.SMTP;
    }

    Instant started();

    /** What the client said in HELO, EHLO or LHLO; empty before. */
    Optional<String> ehloName();

    /** True after EHLO or LHLO, false after HELO. */
    boolean extended();

    /** The TLS state, once a handshake was made. */
    Optional<TlsState> tls();

    /** The authenticated identity. */
    Optional<String> authenticated();

    /** Messages accepted on this session so far. */
    int accepted();

    /** Why it ended; empty while it goes on. Known to {@code dec_inbound_connections} and {@code server_esmtp_session_abort}. */
    Optional<SessionEnd> end();
}
