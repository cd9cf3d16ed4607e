package org.grapnel.mta.deliver;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.EnhancedCode;
import org.grapnel.hook.Reply;
import org.grapnel.hook.connect.ConnectionFailure;
import org.grapnel.mta.connect.RecipientResult;
import org.grapnel.mta.connect.Stage;

/**
 * Which failures say that a destination has enough of us, for adaptive shaping: those for a reason of the server's own. What is wrong
 * with one mail, one mailbox or one address says nothing of it, and neither does what we stop ourselves.
 */
final class Refusals {
    /** A 4xx with one of these subjects is about a mail (RFC 3463 3): address, mailbox, content. */
    private static final Set<Integer> OF_A_MAIL = Set.of(1, 2, 6);
    /** To RCPT, only these are about the server: mail system, network. 4.7.x and 4.2.x there are greylisting as a rule (RFC 6647 5). */
    private static final Set<Integer> OF_A_SERVER = Set.of(3, 4);
    /** RFC 3463 3.5: the connection broke or its time was over. */
    private static final int NETWORK = 4;

    private static final Set<ConnectionFailure> CONNECTIONS =
            EnumSet.of(ConnectionFailure.CONNECT, ConnectionFailure.TIME_OUT, ConnectionFailure.NETWORK);

    private Refusals() {}

    /** Those that come from the destination; a bad address of ours, or a handler's veto, does not. */
    static boolean ofDestination(Set<ConnectionFailure> kinds) {
        return kinds.stream().anyMatch(CONNECTIONS::contains);
    }

    /** The first that counts. */
    static Optional<Reply> first(List<RecipientResult> results) {
        for (RecipientResult result : results) {
            if (result.outcome() == RecipientResult.Outcome.TRANSIENT && counts(result)) {
                return Optional.of(Answers.reply(result.reply()));
            }
        }
        return Optional.empty();
    }

    private static boolean counts(RecipientResult result) {
        int subject = result.reply()
                .enhanced()
                .map(EnhancedCode::of)
                .map(EnhancedCode::subject)
                .orElse(0);
        if (result.reply().local()) {
            return subject == NETWORK;
        }
        if (result.reply().code() == 421) { // RFC 5321 3.8: the server as a whole
            return true;
        }
        return result.stage() == Stage.RCPT ? OF_A_SERVER.contains(subject) : !OF_A_MAIL.contains(subject);
    }
}
