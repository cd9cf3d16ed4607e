package org.grapnel.mta.session;

import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.Reply;
import org.grapnel.hook.session.TlsState;
import org.grapnel.mta.config.TlsOptions;

/** Which commands pass where TLS, or a trusted certificate in it, is required (RFC 3207 4). */
final class TlsGate {
    private static final Set<String> BEFORE_TLS = Set.of("NOOP", "EHLO", "LHLO", "STARTTLS", "QUIT");

    private static final Reply TLS_FIRST = Reply.of(530, "5.7.0", "Must issue a STARTTLS command first");
    private static final Reply CERTIFICATE_FIRST =
            Reply.of(554, "5.7.0", "A trusted client certificate is required here; connect again with one");

    private TlsGate() {}

    static Optional<Reply> refusal(String verb, Exchange exchange) {
        Optional<TlsState> tls = exchange.session().tls();
        if (tls.isEmpty()) {
            return exchange.setting(TlsOptions.REQUIRED) && !BEFORE_TLS.contains(verb)
                    ? Optional.of(TLS_FIRST)
                    : Optional.empty();
        }
        // RFC 3207 4.1: TLS that is not good enough is told so at every command but QUIT
        return exchange.session().wantsCertificate() && !verb.equals("QUIT")
                ? Optional.of(CERTIFICATE_FIRST)
                : Optional.empty();
    }
}
