package org.grapnel.mta.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.session.EsmtpCapabilities;
import org.grapnel.hook.session.EsmtpKeywords;
import org.grapnel.hook.session.ValidateEhlo;
import org.grapnel.mta.config.ServerOptions;

/** EHLO and HELO (RFC 5321 4.1.1.1), and LHLO, which is EHLO in LMTP (RFC 2033 4.1). */
final class GreetingVerbs {
    private static final Pattern NAME = Pattern.compile("[!-~]{1,255}");

    private GreetingVerbs() {}

    static void ehlo(Exchange exchange, String name) {
        if (!admitted(exchange, name)) {
            return;
        }
        exchange.session().greeted(name, true);
        EsmtpKeywords keywords =
                exchange.hooks().call(EsmtpCapabilities.POINT, Extensions.offered(exchange), exchange.session());
        List<String> lines = new ArrayList<>();
        lines.add(exchange.setting(ServerOptions.HOSTNAME));
        keywords.parameters().forEach((keyword, value) -> lines.add(value.isEmpty() ? keyword : keyword + " " + value));
        exchange.reply(new Reply(250, Optional.empty(), lines)); // RFC 2034 4: no enhanced code in the reply to EHLO
    }

    static void helo(Exchange exchange, String name) {
        if (admitted(exchange, name)) {
            exchange.session().greeted(name, false);
            exchange.reply(Reply.plain(250, exchange.setting(ServerOptions.HOSTNAME)));
        }
    }

    private static boolean admitted(Exchange exchange, String name) {
        SmtpSession session = exchange.session();
        if (!NAME.matcher(name).matches()) {
            exchange.refuse(
                    RejectionPhase.EHLO,
                    Reply.of(
                            501,
                            "5.5.4",
                            "Say " + Lmtp.greeting(session) + " and the name or address literal of your host"));
            return false;
        }
        session.endTransaction(); // RFC 5321 4.1.4: EHLO clears all state like RSET
        Verdict.OfStep verdict = exchange.hooks().call(ValidateEhlo.POINT, session, name, session.context());
        Verdict.refusalOf(verdict).ifPresent(reply -> exchange.refuseAs(RejectionPhase.EHLO, reply));
        return Verdict.refusalOf(verdict).isEmpty();
    }
}
