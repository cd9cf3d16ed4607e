package org.grapnel.mta.session;

import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.Reply;
import org.grapnel.hook.session.TlsState;
import org.grapnel.mta.config.TlsOptions;

/** Which commands pass where TLS, or a trusted certificate in it, is required (RFC 3207 4). */
final class TlsGate {
    private static final Set<String> BEFORE_TLS = Set.of("NOOP", "EHLO", "LHLO", "STARTTLS", "QUIT", "BDAT");

    /** RFC 3207 4.1: TLS that is not good enough is told so at every command but QUIT. */
    private static final Set<String> WITHOUT_CERTIFICATE = Set.of("QUIT", "BDAT");

    private static final Reply TLS_FIRST = Reply.of(530, "5.7.0", "Must issue a STARTTLS command first");
    private static final Reply CERTIFICATE_FIRST =
            Reply.of(554, "5.7.0", "A trusted client certificate is required here; connect again with one");

    private TlsGate() {}

    /** BDAT passes to its own check, which reads its chunk: without MAIL, which stops here, it comes to nothing. */
    static Optional<Reply> refusal(String verb, Exchange exchange) {
        Optional<TlsState> tls = exchange.session().tls();
        Optional<Reply> refusal = Optional.empty();
        if (tls.isEmpty() && exchange.setting(TlsOptions.REQUIRED) && !BEFORE_TLS.contains(verb)) {
            refusal = Optional.of(TLS_FIRST);
        } else if (tls.isPresent() && exchange.session().wantsCertificate() && !WITHOUT_CERTIFICATE.contains(verb)) {
            refusal = Optional.of(CERTIFICATE_FIRST);
        }
        if (refusal.isPresent() && verb.equals("AUTH")) {
            exchange.session().identity().secretsMayFollow(true);
        }
        return refusal;
    }
}
