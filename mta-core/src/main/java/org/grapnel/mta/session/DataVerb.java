package org.grapnel.mta.session;

import java.io.IOException;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.RejectionPhase;

/** DATA (RFC 5321 4.1.1.4). */
final class DataVerb {
    private DataVerb() {}

    static void data(Exchange exchange, String argument) throws IOException {
        SmtpSession session = exchange.session();
        MailTransaction transaction = session.transaction().orElseThrow();
        if (transaction.incoming().isPresent() || transaction.binary()) { // RFC 3030 2 and 3
            String why = transaction.binary() ? "BODY=BINARYMIME needs BDAT" : "The mail has begun with BDAT";
            exchange.refuse(RejectionPhase.DATA, Reply.of(503, "5.5.1", why + "; DATA can't follow"));
            return;
        }
        Optional<Reply> refusal = IncomingMail.refusal(transaction);
        if (refusal.isPresent()) {
            exchange.refuseAs(RejectionPhase.DATA, refusal.get());
            session.endTransaction();
            return;
        }
        exchange.wire().send(Reply.plain(354, "End data with <CR><LF>.<CR><LF>"));
        IncomingMail mail = IncomingMail.open(exchange, transaction);
        mail.read(new DataReader(mail.content()));
        mail.complete();
    }
}
