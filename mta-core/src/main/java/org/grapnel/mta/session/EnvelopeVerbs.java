package org.grapnel.mta.session;

import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.reception.ValidateMailfrom;
import org.grapnel.hook.reception.ValidateRcptto;
import org.grapnel.hook.session.PreEcCanRelayTo;
import org.grapnel.mta.config.AsciiDomain;
import org.grapnel.mta.config.ReceptionOptions;
import org.grapnel.mta.config.RelayPolicy;
import org.grapnel.mta.config.ServerOptions;
import org.grapnel.mta.mail.StatusRequests;

/** MAIL and RCPT (RFC 5321 4.1.1.2 and 4.1.1.3). */
final class EnvelopeVerbs {
    private EnvelopeVerbs() {}

    static void mail(Exchange exchange, String argument) {
        Optional<Reply> demand = AuthVerb.demanded(exchange);
        if (demand.isPresent()) {
            exchange.refuse(RejectionPhase.MAIL, demand.get());
            return;
        }
        Optional<Path> path = path(exchange, argument, "FROM:", RejectionPhase.MAIL, Parameters.OF_MAIL);
        if (path.isEmpty()) {
            return;
        }
        SmtpSession session = exchange.session();
        Sender sender = new Sender(
                path.get().address(), AuthParameter.believed(session, path.get().parameters()));
        MailTransaction transaction = new MailTransaction(
                exchange.services().reception().nextTransactionId(),
                session,
                sender,
                exchange.services().dispatcher().pin());
        session.begin(transaction);
        Verdict.OfStep verdict =
                transaction.hooks().call(ValidateMailfrom.POINT, transaction, sender, session.context());
        if (Verdict.refusalOf(verdict).isPresent()) {
            exchange.refuseAs(RejectionPhase.MAIL, Verdict.refusalOf(verdict).get());
            session.endTransaction();
        } else {
            exchange.reply(Reply.of(250, "2.1.0", "Sender ok"));
        }
    }

    static void rcpt(Exchange exchange, String argument) {
        SmtpSession session = exchange.session();
        MailTransaction transaction = session.transaction().orElseThrow();
        Optional<Path> path = path(exchange, argument, "TO:", RejectionPhase.RCPT, Parameters.OF_RCPT);
        if (path.isEmpty()) {
            return;
        }
        if (path.get().address().isNullSender()) {
            exchange.refuse(RejectionPhase.RCPT, Reply.of(501, "5.1.3", "A recipient can't be empty"));
            return;
        }
        Recipient recipient = new Recipient(
                ownDomain(exchange, path.get().address()), path.get().parameters());
        if (transaction.recipients().size()
                >= exchange.setting(ReceptionOptions.MAX_RECIPIENTS)) { // RFC 5321 4.5.3.1.10
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
            Reply reply = Verdict.refusalOf(verdict).get();
            exchange.refuse(RejectionPhase.RCPT, exchange.expanded(reply, Optional.of(recipient.address())));
            return;
        }
        Recipient taken = verdict instanceof Verdict.Rewrite rewrite
                ? StatusRequests.rewritten(recipient, rewrite.address())
                : recipient;
        boolean settled = verdict instanceof Verdict.Accept || verdict instanceof Verdict.Discard;
        if (!settled && !mayRelay(exchange, AsciiDomain.of(taken.address().domain()))) {
            exchange.refuse(
                    RejectionPhase.RCPT, Reply.of(550, "5.7.1", "Relaying denied for <" + taken.address() + ">"));
            return;
        }
        if (verdict instanceof Verdict.Discard) {
            transaction.discard(taken);
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
                ? new MailAddress(address.localPart(), exchange.setting(ServerOptions.HOSTNAME))
                : address;
    }

    private static Optional<Path> path(
            Exchange exchange,
            String argument,
            String keyword,
            RejectionPhase phase,
            Map<String, Parameters.Check> understood) {
        Path path;
        try {
            path = Path.parse(argument, keyword);
        } catch (Path.SyntaxException e) {
            exchange.refuse(
                    phase, Reply.of(501, e.enhanced(phase == RejectionPhase.MAIL ? "5.1.7" : "5.1.3"), e.getMessage()));
            return Optional.empty();
        }
        Optional<Reply> problem = Parameters.problem(understood, exchange, path.parameters());
        if (problem.isPresent()) {
            exchange.refuse(phase, problem.get());
            return Optional.empty();
        }
        if (path.needsUtf8() && !utf8Declared(exchange, phase, path)) { // RFC 6531 3.5
            exchange.refuse(
                    phase, Reply.of(553, "5.6.7", "The address is not ASCII; say SMTPUTF8 as a parameter of MAIL"));
            return Optional.empty();
        }
        return Optional.of(path);
    }

    /** RFC 6531 3.4: the parameter of MAIL counts for all addresses of the transaction. */
    private static boolean utf8Declared(Exchange exchange, RejectionPhase phase, Path path) {
        Map<String, String> ofMail = phase == RejectionPhase.MAIL
                ? path.parameters()
                : exchange.session().transaction().orElseThrow().senderParameters();
        return ofMail.containsKey("SMTPUTF8");
    }
}
