package org.grapnel.hook.session;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What a handshake agreed upon.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipher the suite's name
 * @param serverName the name that the client asked for (SNI, RFC 6066 3)
 * @param peerChain the peer's certificate chain, its own certificate first; empty when it showed none
 * @param peerVerified true when the chain was verified against the trust anchors in force
 */
public record TlsState(
        String protocol,
        String cipher,
        Optional<String> serverName,
        List<X509Certificate> peerChain,
        boolean peerVerified) {
    public TlsState {
        peerChain = List.copyOf(peerChain);
    }
}
