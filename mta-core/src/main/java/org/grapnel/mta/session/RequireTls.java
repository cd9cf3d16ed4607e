package org.grapnel.mta.session;

import java.util.Optional;
import org.grapnel.hook.Reply;

/** REQUIRETLS (RFC 8689): a mail that must not go over a wire in plain text, from here on neither. */
final class RequireTls {
    private RequireTls() {}

    /** RFC 8689 2: only within TLS. */
    static Optional<String> offer(Exchange exchange) {
        return exchange.session().tls().map(tls -> "");
    }

    static Optional<Reply> problem(Exchange exchange, String value) {
        if (!value.isEmpty()) {
            return Optional.of(Reply.of(501, "5.5.4", "REQUIRETLS takes no value"));
        }
        return exchange.session().tls().isPresent()
                ? Optional.empty()
                : Optional.of(Reply.of(530, "5.7.10", "REQUIRETLS is offered only inside TLS; say STARTTLS first"));
    }
}
