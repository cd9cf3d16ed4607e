package org.grapnel.mta.tls;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.grapnel.hook.session.TlsParameters;

/**
 * A built context and what goes with it in a handshake. Immutable, shared by many.
 *
 * @param identity empty where key managers of a plugin hold it
 */
public record Context(SSLContext ssl, ClientTrust trust, Optional<Identity> identity, TlsParameters parameters) {}
