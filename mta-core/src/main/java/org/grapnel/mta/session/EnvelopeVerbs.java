package org.grapnel.mta.session;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.reception.ValidateMailfrom;
import org.grapnel.hook.reception.ValidateRcptto;
import org.grapnel.hook.session.PreEcCanRelayTo;
import org.grapnel.mta.config.Options;
import org.grapnel.mta.config.RelayPolicy;

/** MAIL and RCPT (RFC 5321 4.1.1.2 and 4.1.1.3). */
final class EnvelopeVerbs {
    /** The parameters of MAIL that are understood, and what may be wrong with their values. */
    private static final Map<String, BiFunction<Exchange, String, Optional<Reply>>> MAIL_PARAMETERS =
            Map.of("SIZE", EnvelopeVerbs::size, "BODY", EnvelopeVerbs::body);

    private static final Map<String, BiFunction<Exchange, String, Optional<Reply>>> RCPT_PARAMETERS = Map.of();

    private EnvelopeVerbs() {}

    static void mail(Exchange exchange, String argument) {
        Optional<Path> path = path(exchange, argument, "FROM:", RejectionPhase.MAIL, MAIL_PARAMETERS);
        if (path.isEmpty()) {
            return;
        }
        SmtpSession session = exchange.session();
        Sender sender = new Sender(path.get().address(), path.get().parameters());
        MailTransaction transaction = new MailTransaction(
                exchange.services().reception().nextTransactionId(),
                session,
                sender,
                exchange.services().dispatcher().pin());
        session.begin(transaction);
        Verdict.OfStep verdict =
                transaction.hooks().call(ValidateMailfrom.POINT, transaction, sender, session.context());
        if (Verdict.refusalOf(verdict).isPresent()) {
            exchange.refuse(RejectionPhase.MAIL, Verdict.refusalOf(verdict).get());
            session.endTransaction();
        } else {
            exchange.reply(Reply.of(250, "2.1.0", "Sender ok"));
        }
    }

    static void rcpt(Exchange exchange, String argument) {
        SmtpSession session = exchange.session();
        MailTransaction transaction = session.transaction().orElseThrow();
        Optional<Path> path = path(exchange, argument, "TO:", RejectionPhase.RCPT, RCPT_PARAMETERS);
        if (path.isEmpty()) {
            return;
        }
        if (path.get().address().isNullSender()) {
            exchange.refuse(RejectionPhase.RCPT, Reply.of(501, "5.1.3", "A recipient can't be empty"));
            return;
        }
        Recipient recipient = new Recipient(
                ownDomain(exchange, path.get().address()), path.get().parameters());
        if (transaction.recipients().size() >= exchange.setting(Options.MAX_RECIPIENTS)) { // RFC 5321 4.5.3.1.10
            exchange.refuse(
                    RejectionPhase.RCPT,
                    Reply.of(452, "4.5.3", "Too many recipients; send the rest in another transaction"));
        } else {
            decide(exchange, transaction, recipient);
        }
    }

    /** The handlers first; the relay check where none of them has decided, on the address that they leave. */
    private static void decide(Exchange exchange, MailTransaction transaction, Recipient recipient) {
        Verdict.OfRecipient verdict = transaction
                .hooks()
                .call(
                        ValidateRcptto.POINT,
                        transaction,
                        recipient,
                        transaction.session().context());
        if (Verdict.refusalOf(verdict).isPresent()) {
            exchange.refuse(RejectionPhase.RCPT, Verdict.refusalOf(verdict).get());
            return;
        }
        Recipient taken = verdict instanceof Verdict.Rewrite rewrite
                ? new Recipient(rewrite.address(), recipient.parameters())
                : recipient;
        boolean settled = verdict instanceof Verdict.Accept || verdict instanceof Verdict.Discard;
        if (!settled && !mayRelay(exchange, taken.address().domain())) {
            exchange.refuse(
                    RejectionPhase.RCPT, Reply.of(550, "5.7.1", "Relaying denied for <" + taken.address() + ">"));
            return;
        }
        if (verdict instanceof Verdict.Discard) {
            transaction.discardOne();
        } else {
            transaction.add(taken);
        }
        exchange.reply(Reply.of(250, "2.1.5", "Recipient ok"));
    }

    /** Closed unless the client is trusted or the domain is ours. */
    private static boolean mayRelay(Exchange exchange, String domain) {
        SmtpSession session = exchange.session();
        Optional<Boolean> answer = exchange.hooks().call(PreEcCanRelayTo.POINT, domain);
        RelayPolicy policy = exchange.services().relay();
        return session.authenticated().isPresent()
                || policy.mayRelay(session.remoteAddress().getAddress(), session.listener())
                || answer.orElseGet(() -> policy.relaysFor(exchange.hooks(), domain, session.listener()));
    }

    /** RFC 5321 4.1.1.3: postmaster without a domain is this host's. */
    private static MailAddress ownDomain(Exchange exchange, MailAddress address) {
        return address.domain().isEmpty()
                ? new MailAddress(address.localPart(), exchange.setting(Options.HOSTNAME))
                : address;
    }

    private static Optional<Path> path(
            Exchange exchange,
            String argument,
            String keyword,
            RejectionPhase phase,
            Map<String, BiFunction<Exchange, String, Optional<Reply>>> understood) {
        Path path;
        try {
            path = Path.parse(argument, keyword);
        } catch (Path.SyntaxException e) {
            exchange.refuse(phase, Reply.of(501, phase == RejectionPhase.MAIL ? "5.1.7" : "5.1.3", e.getMessage()));
            return Optional.empty();
        }
        for (Map.Entry<String, String> parameter : path.parameters().entrySet()) {
            var check = understood.get(parameter.getKey());
            Optional<Reply> problem = check == null
                    ? Optional.of(Reply.of(555, "5.5.4", "Parameter " + parameter.getKey() + " is not offered here"))
                    : check.apply(exchange, parameter.getValue());
            if (problem.isPresent()) {
                exchange.refuse(phase, problem.get());
                return Optional.empty();
            }
        }
        return Optional.of(path);
    }

    /** RFC 1870 5: up to 20 digits. */
    private static Optional<Reply> size(Exchange exchange, String value) {
        if (!value.matches("[0-9]{1,20}")) {
            return Optional.of(Reply.of(501, "5.5.4", "SIZE takes a number of bytes"));
        }
        long most = exchange.setting(Options.MAX_MESSAGE_SIZE);
        boolean tooLarge = value.length() > 18 || Long.parseLong(value) > most;
        return tooLarge
                ? Optional.of(Reply.of(552, "5.3.4", "The message is larger than " + most + " bytes"))
                : Optional.empty();
    }

    /** RFC 6152 2. */
    private static Optional<Reply> body(Exchange exchange, String value) {
        return value.equalsIgnoreCase("7BIT") || value.equalsIgnoreCase("8BITMIME")
                ? Optional.empty()
                : Optional.of(Reply.of(501, "5.5.4", "BODY is 7BIT or 8BITMIME"));
    }
}
