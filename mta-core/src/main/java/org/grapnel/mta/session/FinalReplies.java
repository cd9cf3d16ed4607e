package org.grapnel.mta.session;

import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.session.Protocol;
import org.grapnel.mta.reception.Outcome;

/** Tells the client what became of its mail: one reply in SMTP, in LMTP one for each recipient that it was let name. */
final class FinalReplies {
    private FinalReplies() {}

    static void give(Exchange exchange, MailTransaction transaction, Outcome outcome) {
        if (outcome.accepted()) {
            exchange.session().countAccepted();
        }
        if (exchange.session().protocol() == Protocol.LMTP) {
            forEach(exchange, transaction, outcome);
        } else if (outcome.accepted()) {
            exchange.reply(outcome.reply());
        } else {
            exchange.refuse(outcome.refusedAt().orElseThrow(), outcome.reply());
        }
    }

    /** RFC 2033 4.2: in the order of the RCPT commands that were answered by 250. */
    private static void forEach(Exchange exchange, MailTransaction transaction, Outcome outcome) {
        Reply forTheRest = outcome.accepted() ? exchange.own(outcome.reply()) : outcome.reply();
        if (!outcome.accepted()) {
            exchange.session().countError(); // once, however many recipients the mail has
        }
        for (MailAddress recipient : transaction.answered()) {
            Reply reply = outcome.refused().getOrDefault(recipient, forTheRest);
            if (!reply.isPositive()) {
                exchange.tellRefusal(outcome.refusedAt().orElse(RejectionPhase.EACH_RECIPIENT), reply);
            }
            exchange.wire().send(reply);
        }
    }
}
