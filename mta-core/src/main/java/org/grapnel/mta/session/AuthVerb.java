package org.grapnel.mta.session;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.mta.auth.Mechanism;
import org.grapnel.mta.config.AuthOptions;

/** AUTH (RFC 4954): whether it may come now, and with which mechanism. */
final class AuthVerb {
    static final String USAGE = "AUTH mechanism [initial-response]";

    private AuthVerb() {}

    static void auth(Exchange exchange, String argument) throws IOException {
        exchange.session().identity().secretsMayFollow(true);
        String[] words = argument.split(" +", 3);
        Optional<Mechanism> mechanism = exchange.services().mechanisms().find(words[0]);
        Optional<Reply> problem = misplaced(exchange).or(() -> unsuitable(exchange, words, mechanism));
        if (problem.isPresent()) {
            exchange.refuse(RejectionPhase.AUTH, problem.get());
            return;
        }
        new AuthExchange(exchange, mechanism.orElseThrow())
                .run(words.length > 1 ? Optional.of(words[1]) : Optional.empty());
    }

    /** What EHLO shows behind AUTH; no value where nothing can be used now. */
    static Optional<String> offer(Exchange exchange) {
        SmtpSession session = exchange.session();
        if (session.authenticated().isPresent() || !secure(exchange)) {
            return Optional.empty();
        }
        String names = exchange.setting(AuthOptions.MECHANISMS).stream()
                .filter(name -> exchange.services()
                        .mechanisms()
                        .find(name)
                        .filter(mechanism -> mechanism.usable(session))
                        .isPresent())
                .collect(Collectors.joining(" "));
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    /** The refusal of what only authenticated clients may do, on a listener that says so (RFC 4954 6, RFC 6409 4.3). */
    static Optional<Reply> demanded(Exchange exchange) {
        return exchange.setting(AuthOptions.REQUIRED)
                        && exchange.session().authenticated().isEmpty()
                ? Optional.of(Reply.of(530, "5.7.0", "Authentication required"))
                : Optional.empty();
    }

    private static Optional<Reply> misplaced(Exchange exchange) {
        SmtpSession session = exchange.session();
        if (!session.extended()) {
            return Optional.of(Reply.of(503, "5.5.1", "Say EHLO first"));
        }
        if (session.authenticated().isPresent()) { // RFC 4954 4: once a session
            return Optional.of(Reply.of(503, "5.5.1", "You are authenticated already"));
        }
        return session.transaction().isPresent() // RFC 4954 4: never in a transaction
                ? Optional.of(Reply.of(503, "5.5.1", "Not in a mail transaction; RSET to end it"))
                : Optional.empty();
    }

    private static Optional<Reply> unsuitable(Exchange exchange, String[] words, Optional<Mechanism> mechanism) {
        List<String> allowed = exchange.setting(AuthOptions.MECHANISMS);
        if (words[0].isEmpty() || words.length > 2) {
            return Optional.of(Reply.of(501, "5.5.4", "Usage: " + USAGE));
        }
        if (mechanism.isEmpty()) {
            return Optional.of(Reply.of(504, "5.5.4", "No such mechanism; EHLO lists them"));
        }
        if (!allowed.contains(mechanism.get().name())) {
            return Optional.of(Reply.of(534, "5.7.9", "This mechanism is not allowed here"));
        }
        if (!secure(exchange)) {
            return Optional.of(Reply.of(538, "5.7.11", "Encryption is required before AUTH"));
        }
        return mechanism.get().usable(exchange.session())
                ? Optional.empty()
                : Optional.of(Reply.of(504, "5.5.4", "This mechanism can't be used now; EHLO lists those that can"));
    }

    private static boolean secure(Exchange exchange) {
        return exchange.session().tls().isPresent() || exchange.setting(AuthOptions.WITHOUT_TLS);
    }
}
