package org.grapnel.mta.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Reply;
import org.grapnel.hook.auth.Judgement;
import org.grapnel.hook.session.AuthDecision;
import org.grapnel.hook.session.AuthOutcome;
import org.grapnel.hook.session.Credentials;
import org.grapnel.hook.session.PreEsmtpAuth;
import org.grapnel.mta.auth.Claim;
import org.grapnel.mta.auth.Conversation;
import org.grapnel.mta.auth.Mechanism;
import org.grapnel.mta.auth.Step;
import org.grapnel.mta.config.AuthOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One AUTH exchange (RFC 4954 4): challenges out, responses in, until somebody judges them. Belongs to the session's thread. */
final class AuthExchange {
    /** The longest line of an exchange, its CRLF included (RFC 4954 4). */
    static final int MAX_LINE = 12_288;

    private static final Logger LOG = LoggerFactory.getLogger(AuthExchange.class);
    /** More than any mechanism has; a conversation without end is a fault of ours. */
    private static final int MOST_STEPS = 10;

    private static final Reply CANCELLED = Reply.of(501, "5.7.0", "Authentication cancelled");
    private static final Reply WRONG = Reply.of(535, "5.7.8", "Authentication credentials invalid");
    private static final Reply LATER = Reply.of(454, "4.7.0", "Temporary authentication failure");
    private static final Reply PROVED = Reply.of(235, "2.7.0", "Authentication successful");

    private final Exchange exchange;
    private final SmtpSession session;
    private final Mechanism mechanism;
    private final AuthConclusion conclusion;

    AuthExchange(Exchange exchange, Mechanism mechanism) {
        this.exchange = exchange;
        this.session = exchange.session();
        this.mechanism = mechanism;
        this.conclusion = new AuthConclusion(exchange, mechanism.name());
    }

    /** The client's response can't be used; ends the exchange. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Reply reply;

        Ended(Reply reply) {
            super(reply.toString());
            this.reply = reply;
        }
    }

    void run(Optional<String> initial) throws IOException {
        exchange.within(exchange.setting(AuthOptions.TIMEOUT));
        try {
            Optional<Claim> claim = talk(initial);
            if (claim.isPresent()) {
                judge(claim.get());
            }
        } catch (Ended e) {
            conclusion.failed(AuthOutcome.ERROR, Optional.empty(), e.reply);
        } catch (IOException e) {
            conclusion.abandoned();
            throw e;
        }
    }

    /** Until the client has shown all it has; no claim when the exchange has ended in a refusal. */
    private Optional<Claim> talk(Optional<String> initial) throws IOException, Ended {
        Conversation conversation = mechanism.begin(session);
        byte[] response = first(initial);
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            Step step;
            try {
                step = conversation.next(response);
            } catch (IOException e) { // a store; the connection was not touched
                LOG.debug("{}: {}", session, e.getMessage());
                throw new Ended(LATER);
            }
            if (step instanceof Step.Judge judge) {
                return Optional.of(judge.claim());
            }
            if (step instanceof Step.Malformed malformed) {
                throw new Ended(Reply.of(501, "5.5.2", malformed.why()));
            }
            response = ask(((Step.Challenge) step).text());
        }
        throw new IllegalStateException(mechanism.name() + " does not come to an end");
    }

    /** RFC 4954 4: {@code =} is an empty initial response; without one a client that speaks first is asked to. */
    private byte[] first(Optional<String> initial) throws IOException, Ended {
        if (initial.isPresent()) {
            return initial.get().equals("=") ? new byte[0] : decoded(initial.get());
        }
        return mechanism.clientFirst() ? ask(Bytes.EMPTY) : new byte[0];
    }

    private byte[] ask(Bytes challenge) throws IOException, Ended {
        exchange.wire().send(Reply.plain(334, Base64.getEncoder().encodeToString(challenge.copy())));
        Wire.Line line = exchange.wire().readLine(MAX_LINE);
        if (line.problem() == Wire.Problem.TOO_LONG) { // RFC 4954 6
            throw new Ended(Reply.of(500, "5.5.6", "The line is longer than " + MAX_LINE + " bytes"));
        }
        if (line.problem() != Wire.Problem.NONE) {
            throw new Ended(Reply.of(501, "5.5.2", "A line ends with CRLF and holds no bare CR, bare LF or NUL"));
        }
        String text = new String(line.bytes(), StandardCharsets.ISO_8859_1);
        if (text.equals("*")) { // RFC 4954 4
            throw new Ended(CANCELLED);
        }
        return decoded(text);
    }

    /** RFC 4648 4, with all padding; anything else is refused as RFC 4954 4 has it. */
    private static byte[] decoded(String text) throws Ended {
        if (!text.isEmpty() && !MaskedLine.isBase64(text)) {
            throw new Ended(Reply.of(501, "5.5.2", "The response is not base64"));
        }
        return Base64.getDecoder().decode(text);
    }

    private void judge(Claim claim) throws IOException {
        Credentials credentials = claim.credentials();
        conclusion.of(credentials);
        Judgement judgement = Judgement.REFUSED;
        boolean later = false;
        session.attach(Credentials.KEY, credentials);
        try {
            Optional<AuthDecision> decision =
                    exchange.hooks().call(PreEsmtpAuth.POINT, session, Optional.empty(), session.context());
            judgement = decision.isPresent() ? decided(decision.get(), credentials) : claim.judge();
        } catch (IOException e) { // a store; it was told of there
            LOG.debug("{}: {}", session, e.getMessage());
            later = true;
        } finally {
            session.detach(Credentials.KEY);
        }
        boolean accepted = judgement instanceof Judgement.Accepted;
        Optional<Bytes> parting = later ? Optional.empty() : claim.parting().word(accepted);
        if (parting.isPresent()) {
            try {
                ask(parting.get());
            } catch (Ended e) {
                if (accepted) { // a client that does not take our proof is not to be believed in
                    conclusion.failed(AuthOutcome.ERROR, Optional.empty(), e.reply);
                    return;
                }
            }
        }
        if (judgement instanceof Judgement.Accepted proved) {
            conclusion.passed(proved.identity(), PROVED);
        } else if (later) {
            conclusion.failed(AuthOutcome.ERROR, identity(credentials), LATER);
        } else {
            Optional<Reply> own = judgement instanceof Judgement.Refused refused ? refused.reply() : Optional.empty();
            conclusion.failed(AuthOutcome.FAIL, identity(credentials), own.orElse(WRONG));
        }
    }

    private static Judgement decided(AuthDecision decision, Credentials credentials) {
        return decision == AuthDecision.SUCCEED
                ? identity(credentials).<Judgement>map(Judgement.Accepted::new).orElse(Judgement.REFUSED)
                : Judgement.REFUSED;
    }

    /** Who the client wants to be. */
    private static Optional<String> identity(Credentials credentials) {
        return credentials
                .authorizationId()
                .or(() -> Optional.of(credentials.user()))
                .filter(name -> !name.isEmpty());
    }
}
