package org.grapnel.mta.session;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.AaaLog;
import org.grapnel.hook.log.AccountingRecord;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.session.AuthOutcome;
import org.grapnel.hook.session.Credentials;
import org.grapnel.hook.session.SessionEnd;
import org.grapnel.hook.session.ValidateAuth;
import org.grapnel.mta.config.AuthOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an AUTH exchange ends: told to the handlers, to the log and to the client. */
final class AuthConclusion {
    private static final Logger LOG = LoggerFactory.getLogger(AuthConclusion.class);
    private static final int PROVED = 235;

    private final Exchange exchange;
    private final SmtpSession session;
    private final String mechanism;
    private String user = "";
    private boolean told;

    AuthConclusion(Exchange exchange, String mechanism) {
        this.exchange = exchange;
        this.session = exchange.session();
        this.mechanism = mechanism;
    }

    /** The client has named itself. */
    void of(Credentials credentials) {
        user = credentials.user();
        remember("auth_name", mechanism);
        remember("auth_user", user);
    }

    void passed(String identity, Reply reply) throws IOException {
        end(AuthOutcome.PASS, Optional.of(identity), reply);
    }

    /** @param identity whom a handler of validate_auth may let in all the same; nobody where the exchange was not completed */
    void failed(AuthOutcome outcome, Optional<String> identity, Reply reply) throws IOException {
        end(outcome, identity, reply);
    }

    /** The client has left in the middle. */
    void abandoned() {
        if (!told) {
            tell(AuthOutcome.ERROR);
        }
    }

    private void end(AuthOutcome outcome, Optional<String> identity, Reply own) throws IOException {
        tell(outcome);
        Reply wanted = session.context().replyOr(own);
        boolean in = identity.isPresent()
                && (wanted.code() == PROVED || (outcome == AuthOutcome.PASS && wanted.isPositive()));
        if (in) {
            session.identity().proved(identity.get());
            session.identity().secretsMayFollow(false);
            settled(AuthOutcome.PASS, identity.get());
            exchange.reply(wanted);
            return;
        }
        AuthOutcome result = outcome == AuthOutcome.PASS ? AuthOutcome.FAIL : outcome;
        Reply reply = wanted.isPositive() ? own : wanted;
        settled(result, identity.orElse(user));
        exchange.refuse(RejectionPhase.AUTH, reply);
        if (reply.isPermanent() && session.identity().fail() >= exchange.setting(AuthOptions.MAX_FAILURES)) {
            exchange.end(
                    SessionEnd.OVER_LIMIT,
                    Reply.of(421, "4.7.0", "Too many failed authentications, closing the connection"));
        }
    }

    private void tell(AuthOutcome outcome) {
        told = true;
        remember("auth_name", mechanism);
        remember("auth_user", user);
        remember("auth_status", word(outcome));
        exchange.hooks().call(ValidateAuth.POINT, session.context(), mechanism, user, outcome);
    }

    private void settled(AuthOutcome outcome, String identity) {
        remember("auth_status", word(outcome));
        LOG.info(
                "{}: client {} {} as '{}' with {}",
                session,
                session.remoteAddress().getAddress().getHostAddress(),
                outcome == AuthOutcome.PASS ? "is authenticated" : "failed to authenticate",
                printable(identity),
                mechanism);
        if (exchange.hooks().anyFor(AaaLog.POINT)) {
            exchange.hooks()
                    .call(
                            AaaLog.POINT,
                            new AccountingRecord(
                                    exchange.services().clock().instant(),
                                    AccountingRecord.Event.AUTHENTICATION,
                                    outcome == AuthOutcome.PASS
                                            ? identity
                                            : session.remoteAddress()
                                                    .getAddress()
                                                    .getHostAddress(),
                                    Optional.of(session.id()),
                                    Optional.empty(),
                                    1,
                                    Map.of("mechanism", mechanism, "user", identity, "outcome", word(outcome))));
        }
    }

    private void remember(String key, String value) {
        session.context().connection().put(key, value);
    }

    private static String word(AuthOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}
