package org.grapnel.mta.session;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.RejectionPhase;

/** The command table (RFC 5321 4.1.1): what is understood, when it may come, who does it. */
final class Verbs {
    /** What a command does with its argument, the text after the verb without surrounding spaces. */
    interface Action {
        void run(Exchange exchange, String argument) throws IOException;
    }

    /** What must have happened before (RFC 5321 4.1.4). */
    enum Needs {
        NOTHING,
        GREETING,
        NO_TRANSACTION,
        TRANSACTION,
        RECIPIENT
    }

    /**
     * One line of the table.
     *
     * @param usage as HELP and refusals show it
     * @param takesArgument an argument where none is allowed is refused
     */
    record Verb(String name, String usage, Needs needs, boolean takesArgument, Action action) {}

    private static final List<Verb> TABLE = List.of(
            new Verb("EHLO", "EHLO name", Needs.NOTHING, true, GreetingVerbs::ehlo),
            new Verb("HELO", "HELO name", Needs.NOTHING, true, GreetingVerbs::helo),
            new Verb("STARTTLS", "STARTTLS", Needs.GREETING, false, StartTls::command),
            new Verb("LHLO", "LHLO name", Needs.NOTHING, true, GreetingVerbs::ehlo),
            new Verb("AUTH", AuthVerb.USAGE, Needs.GREETING, true, AuthVerb::auth),
            new Verb("MAIL", "MAIL FROM:<sender> [parameters]", Needs.NO_TRANSACTION, true, EnvelopeVerbs::mail),
            new Verb("RCPT", "RCPT TO:<recipient> [parameters]", Needs.TRANSACTION, true, EnvelopeVerbs::rcpt),
            new Verb("DATA", "DATA", Needs.RECIPIENT, false, DataVerb::data),
            new Verb(BdatVerb.NAME, BdatVerb.USAGE, Needs.NOTHING, true, BdatVerb::bdat), // checks its place itself
            new Verb("RSET", "RSET", Needs.NOTHING, false, PlainVerbs::rset),
            new Verb("NOOP", "NOOP [anything]", Needs.NOTHING, true, PlainVerbs::noop),
            new Verb("VRFY", "VRFY address", Needs.NOTHING, true, PlainVerbs::vrfy),
            new Verb("HELP", "HELP [verb]", Needs.NOTHING, true, PlainVerbs::help),
            new Verb("XCLIENT", "XCLIENT attribute=value ...", Needs.NOTHING, true, Xclient::xclient),
            new Verb("QUIT", "QUIT", Needs.NOTHING, false, PlainVerbs::quit));

    private static final Map<String, Verb> BY_NAME =
            TABLE.stream().collect(Collectors.toUnmodifiableMap(Verb::name, Function.identity()));

    private Verbs() {}

    static List<Verb> all() {
        return TABLE;
    }

    static Optional<Verb> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }

    /** The verb of a command line: everything before the first space. */
    static String verbOf(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? line : line.substring(0, space);
    }

    /** Checks order and argument, then acts. */
    static void run(Verb verb, Exchange exchange, String line) throws IOException {
        String argument = line.substring(verb.name().length()).strip();
        Optional<Reply> misplaced =
                TlsGate.refusal(verb.name(), exchange).or(() -> misplaced(verb.needs(), exchange.session()));
        if (misplaced.isPresent()) {
            exchange.refuse(RejectionPhase.COMMAND, misplaced.get());
        } else if (!verb.takesArgument() && !argument.isEmpty()) {
            exchange.refuse(RejectionPhase.COMMAND, Reply.of(501, "5.5.4", "Usage: " + verb.usage()));
        } else {
            verb.action().run(exchange, argument);
        }
    }

    /** The refusal where a command can't stand now. */
    static Optional<Reply> misplaced(Needs needs, SmtpSession session) {
        Optional<MailTransaction> transaction = session.transaction();
        return switch (needs) {
            case NOTHING -> Optional.empty();
            case GREETING, NO_TRANSACTION ->
                session.ehloName().isEmpty()
                        ? Optional.of(Reply.of(503, "5.5.1", "Say " + Lmtp.greeting(session) + " first"))
                        : needs == Needs.NO_TRANSACTION && transaction.isPresent()
                                ? Optional.of(Reply.of(503, "5.5.1", "A sender was given already; RSET to begin again"))
                                : Optional.empty();
            case TRANSACTION ->
                transaction.isEmpty()
                        ? Optional.of(Reply.of(503, "5.5.1", "MAIL FROM must come first"))
                        : Optional.empty();
            case RECIPIENT ->
                transaction.isEmpty()
                        ? Optional.of(Reply.of(503, "5.5.1", "MAIL FROM must come first"))
                        : transaction.get().hasRecipients()
                                ? Optional.empty()
                                : Optional.of(Reply.of(
                                        Lmtp.noRecipients(session), "5.5.1", "No valid recipients")); // RFC 5321 3.3
        };
    }
}
