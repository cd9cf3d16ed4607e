package org.grapnel.mta.session;

import java.io.IOException;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.session.Protocol;
import org.grapnel.hook.session.SessionEnd;
import org.grapnel.hook.session.ValidateConnect;
import org.grapnel.mta.config.ServerOptions;

/** The first reply of a session, and the one to XCLIENT, which begins it anew (RFC 5321 3.1). */
final class Banner {
    private Banner() {}

    /** Asks the handlers, then greets or refuses; true when the client was greeted. */
    static boolean give(Exchange exchange) throws IOException {
        SmtpSession session = exchange.session();
        Verdict.OfConnection verdict = exchange.hooks().call(ValidateConnect.POINT, session, session.context());
        Optional<Reply> refusal = Verdict.refusalOf(verdict);
        if (refusal.isPresent()) { // RFC 5321 3.1: after a 554 banner the server waits for QUIT
            Reply banner = refusal.get().code() == 421
                    ? refusal.get()
                    : new Reply(554, refusal.get().enhanced(), refusal.get().lines());
            exchange.refuseAs(RejectionPhase.CONNECT, banner);
            session.refuse();
            if (banner.code() == 421) { // RFC 5321 3.8: 421 closes the channel
                session.ends(SessionEnd.REFUSED);
                session.quit();
            }
        } else {
            exchange.reply(Reply.plain(
                    220,
                    exchange.setting(ServerOptions.HOSTNAME)
                            + (session.protocol() == Protocol.LMTP ? " LMTP Grapnel" : " ESMTP Grapnel")));
        }
        exchange.wire().flush();
        return refusal.isEmpty();
    }
}
