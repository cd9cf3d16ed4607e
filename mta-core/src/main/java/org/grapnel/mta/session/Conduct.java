package org.grapnel.mta.session;

import java.io.IOException;
import java.util.Set;
import org.grapnel.hook.Reply;
import org.grapnel.hook.session.SessionEnd;
import org.grapnel.mta.config.LimitOptions;
import org.grapnel.mta.config.SessionOptions;

/** What the server puts up with: how many errors, empty commands and mails one session may have; and which replies may wait. */
final class Conduct {
    /** RFC 2920 3.2: replies to these may be held back to be sent together; all others go at once (for BDAT: RFC 3030 4.2). */
    private static final Set<String> GROUPED = Set.of("MAIL", "RCPT", "RSET", "BDAT");
    /** They bring no mail forward. */
    private static final Set<String> IDLE = Set.of("NOOP", "RSET", "VRFY", "EXPN", "HELP", "EHLO", "HELO", "LHLO");

    private Conduct() {}

    static boolean mayWait(String verb) {
        return GROUPED.contains(verb);
    }

    /** Before a command: true when it may be served; else the session was ended. */
    static boolean serves(Exchange exchange, String verb) throws IOException {
        SmtpSession session = exchange.session();
        int most = exchange.setting(LimitOptions.MAX_MESSAGES_PER_SESSION);
        if (verb.equals("MAIL") && most > 0 && session.accepted() >= most) {
            exchange.end(
                    SessionEnd.OVER_LIMIT,
                    Reply.of(421, "4.7.0", "Enough mail for one connection, please connect again"));
            return false;
        }
        if (IDLE.contains(verb)) {
            session.countIdle();
        }
        return true;
    }

    /** True for a PROXY header, of version 1 or 2, from somebody who may not send one; what follows it is nobody's command. */
    static boolean isForeign(SmtpSession session, String line) {
        return session.ehloName().isEmpty() && (line.isEmpty() || line.startsWith("PROXY "));
    }

    /** After a command: ends a session that has passed a limit. */
    static void judge(Exchange exchange) throws IOException {
        SmtpSession session = exchange.session();
        if (session.quitting()) {
            return;
        }
        if (session.errors() >= exchange.setting(SessionOptions.MAX_ERRORS)) {
            exchange.end(
                    SessionEnd.OVER_LIMIT,
                    Reply.of(421, "4.7.0", "Too many errors, closing the connection")); // RFC 5321 4.3.2
        } else if (session.idleCommands() > exchange.setting(LimitOptions.MAX_IDLE_COMMANDS)) {
            exchange.end(
                    SessionEnd.OVER_LIMIT,
                    Reply.of(421, "4.7.0", "Too many commands without a mail, closing the connection"));
        }
    }
}
