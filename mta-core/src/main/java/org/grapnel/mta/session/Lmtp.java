package org.grapnel.mta.session;

import org.grapnel.hook.session.Protocol;

/** Where LMTP goes other ways than SMTP (RFC 2033), but for the replies after the data, which {@link FinalReplies} gives. */
final class Lmtp {
    private Lmtp() {}

    /** RFC 2033 4.1: LHLO in place of EHLO and HELO, which get 500 as any unknown command. */
    static boolean understood(SmtpSession session, Verbs.Verb verb) {
        return switch (verb.name()) {
            case "LHLO" -> session.protocol() == Protocol.LMTP;
            case "EHLO", "HELO" -> session.protocol() == Protocol.SMTP;
            default -> true;
        };
    }

    /** How the client has to greet, for those who did not. */
    static String greeting(SmtpSession session) {
        return session.protocol() == Protocol.LMTP ? "LHLO" : "EHLO or HELO";
    }

    /** What DATA is answered by when no RCPT was: RFC 2033 4.2 says 503, RFC 5321 3.3 leaves 554 or 503. */
    static int noRecipients(SmtpSession session) {
        return session.protocol() == Protocol.LMTP ? 503 : 554;
    }
}
