package org.grapnel.mta.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.EnhancedCode;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.session.SessionEnd;
import org.grapnel.mta.config.ServerOptions;

/** RSET, NOOP, VRFY, HELP and QUIT (RFC 5321 4.1.1.5 to 4.1.1.10). */
final class PlainVerbs {
    private PlainVerbs() {}

    static void rset(Exchange exchange, String argument) {
        exchange.session().endTransaction();
        exchange.session().expectSurplus(false);
        exchange.reply(Reply.of(250, "2.0.0", "Ok"));
    }

    static void noop(Exchange exchange, String argument) {
        exchange.reply(Reply.of(250, "2.0.0", "Ok"));
    }

    static void vrfy(Exchange exchange, String argument) {
        if (argument.isEmpty()) {
            exchange.refuse(RejectionPhase.COMMAND, Reply.of(501, "5.5.4", "Usage: VRFY address"));
        } else { // RFC 5321 3.5.3: nothing is given away
            exchange.reply(Reply.of(252, "2.1.5", "Send some mail, it will be attempted"));
        }
    }

    static void help(Exchange exchange, String argument) {
        Optional<Verbs.Verb> verb = Verbs.find(argument).filter(known -> Lmtp.understood(exchange.session(), known));
        if (verb.isPresent()) {
            exchange.reply(Reply.of(214, "2.0.0", "Usage: " + verb.get().usage()));
        } else if (argument.isEmpty()) {
            List<String> lines = new ArrayList<>();
            lines.add("Grapnel understands");
            Verbs.all().stream()
                    .filter(known -> Lmtp.understood(exchange.session(), known))
                    .forEach(known -> lines.add("  " + known.usage()));
            exchange.reply(new Reply(214, Optional.of(EnhancedCode.of("2.0.0")), lines));
        } else {
            exchange.refuse(RejectionPhase.COMMAND, Reply.of(504, "5.5.4", "No such command; HELP lists them"));
        }
    }

    static void quit(Exchange exchange, String argument) throws java.io.IOException {
        exchange.session().endTransaction();
        exchange.end(SessionEnd.QUIT, Reply.of(221, "2.0.0", exchange.setting(ServerOptions.HOSTNAME) + " bye"));
    }
}
