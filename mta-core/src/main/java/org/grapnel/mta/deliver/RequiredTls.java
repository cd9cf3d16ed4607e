package org.grapnel.mta.deliver;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.session.TlsState;

/** A message whose sender said REQUIRETLS goes on over verified TLS, to a server that promises the same, or not at all (RFC 8689 4.2.1). */
final class RequiredTls {
    private static final String KEYWORD = "REQUIRETLS";

    private RequiredTls() {}

    /** What the message fails with on this connection. */
    static Optional<Reply> refusal(Message message, OpenConnection connection) {
        if (!message.senderParameters().containsKey(KEYWORD)) {
            return Optional.empty();
        }
        boolean verified = connection.tls().filter(TlsState::peerVerified).isPresent();
        if (verified && connection.client().capabilities().offers(KEYWORD)) {
            return Optional.empty();
        }
        return Optional.of(Reply.of( // RFC 8689 4.2.1 and 8.4
                550,
                "5.7.30",
                connection.host() + (verified ? " does not offer REQUIRETLS" : " was not reached over verified TLS")
                        + ", which the sender requires"));
    }

    /** The parameter of MAIL for the next hop. */
    static List<String> parameters(Message message) {
        return message.senderParameters().containsKey(KEYWORD) ? List.of(KEYWORD) : List.of();
    }
}
