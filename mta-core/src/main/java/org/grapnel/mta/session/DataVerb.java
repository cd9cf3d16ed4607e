package org.grapnel.mta.session;

import java.io.IOException;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.reception.ValidateData;
import org.grapnel.mta.config.ReceptionOptions;
import org.grapnel.mta.config.SessionOptions;
import org.grapnel.mta.reception.Intake;
import org.grapnel.mta.reception.Outcome;
import org.grapnel.mta.reception.Reception;
import org.grapnel.mta.reception.Submission;

/** DATA (RFC 5321 4.1.1.4). */
final class DataVerb {
    private DataVerb() {}

    static void data(Exchange exchange, String argument) throws IOException {
        SmtpSession session = exchange.session();
        MailTransaction transaction = session.transaction().orElseThrow();
        Verdict.OfStep verdict = transaction.hooks().call(ValidateData.POINT, transaction, session.context());
        if (Verdict.refusalOf(verdict).isPresent()) {
            exchange.refuseAs(RejectionPhase.DATA, Verdict.refusalOf(verdict).get());
            session.endTransaction();
            return;
        }
        session.context().replyOr(Reply.plain(354, "")); // a reply set before the data is not that of the message
        exchange.wire().send(Reply.plain(354, "End data with <CR><LF>.<CR><LF>"));
        session.enter(SmtpSession.Phase.DATA);
        exchange.within(exchange.setting(SessionOptions.DATA_TIMEOUT));
        Reception reception = exchange.services().reception();
        try (Intake intake = reception.intake(exchange.setting(ReceptionOptions.MAX_MESSAGE_SIZE))) {
            DataReader reader = new DataReader(
                    intake::write,
                    exchange.setting(ReceptionOptions.MAX_MESSAGE_SIZE),
                    exchange.setting(ReceptionOptions.MAX_LINE));
            exchange.wire().readData(reader);
            Outcome outcome = reader.refusal()
                    .map(reply -> Outcome.refused(RejectionPhase.CONTENT, reply))
                    .orElseGet(() -> reception.accept(submission(transaction), intake));
            FinalReplies.give(exchange, transaction, outcome);
        } finally {
            session.endTransaction();
        }
    }

    private static Submission submission(MailTransaction transaction) {
        return new Submission(
                transaction.id(),
                transaction.hooks(),
                Optional.of(transaction.session()),
                Optional.of(transaction),
                transaction.envelopeSender(),
                transaction.recipients(),
                transaction.session().context(),
                Optional.of(transaction.bag()),
                transaction::content);
    }
}
