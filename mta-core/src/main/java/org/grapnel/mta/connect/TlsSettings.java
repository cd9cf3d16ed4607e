package org.grapnel.mta.connect;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How a connection turns to TLS. Whether it does is the caller's decision.
 *
 * @param context asked when the handshake begins; its trust managers judge the chain
 * @param serverName sent as SNI where it is a host name, and what the certificate is compared with
 * @param verifyName also compare the certificate with {@code serverName} (RFC 6125 rules of HTTPS); needs a name
 * @param protocols such as {@code TLSv1.3}; empty leaves the context's own
 * @param ciphers cipher suites; empty leaves the context's own
 */
public record TlsSettings(
        Supplier<SSLContext> context,
        Optional<String> serverName,
        boolean verifyName,
        List<String> protocols,
        List<String> ciphers) {
    /** Lists are copied. */
    public TlsSettings {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
        if (verifyName && serverName.isEmpty()) {
            throw new IllegalArgumentException("TLS name check without a server name: give one or turn the check off");
        }
    }
}
