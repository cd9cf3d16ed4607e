package org.grapnel.hook.session;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** One socket, inbound or outbound, as tracing and closing see it. */
@ProviderType
public interface Connection {
    /** Unique in this process: the session's id, or the outbound connection's. */
    String id();

    /** Which side opened it: SERVER = a client connected to us, CLIENT = we connected. */
    TlsRole role();

    InetSocketAddress localAddress();

    InetSocketAddress remoteAddress();

    Instant opened();

    /** The session that runs on it; empty on outbound sockets and before a session began. */
    Optional<Session> session();

    /** True while its bytes are shown to {@code post_event_read} and {@code post_event_write}. */
    boolean traced();
}
