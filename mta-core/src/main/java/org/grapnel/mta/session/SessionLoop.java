package org.grapnel.mta.session;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.session.PostSmtpCommand;
import org.grapnel.hook.session.ServerEsmtpSessionAbort;
import org.grapnel.hook.session.SessionEnd;
import org.grapnel.hook.session.UnrecognizedCommand;
import org.grapnel.mta.config.LimitOptions;
import org.grapnel.mta.config.SessionOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one connection from its banner to its end. */
final class SessionLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLoop.class);

    private static final Map<Wire.Problem, Reply> LINE_PROBLEMS = Map.of(
            Wire.Problem.TOO_LONG, Reply.of(500, "5.5.6", "The line is too long"),
            Wire.Problem.BARE_LINE_FEED, Reply.of(500, "5.5.2", "A command line ends with CRLF, not with a bare LF"),
            Wire.Problem.BARE_CARRIAGE_RETURN, Reply.of(500, "5.5.2", "A bare CR stands in the command line"),
            Wire.Problem.NUL, Reply.of(500, "5.5.2", "A NUL byte stands in the command line"));

    private static final Reply ONLY_QUIT = Reply.of(503, "5.5.1", "This connection was refused; only QUIT is served");

    private final Exchange exchange;
    private final SmtpSession session;
    private final Runner runner;

    /** Runs a command that is in the table; the kernel's command handler stands between. */
    interface Runner {
        void run(Verbs.Verb verb, String line) throws IOException;
    }

    SessionLoop(Exchange exchange, Runner runner) {
        this.exchange = exchange;
        this.session = exchange.session();
        this.runner = runner;
    }

    /** Talks until one side ends it. What the peer does wrong ends here, too. */
    void run() {
        try {
            greet();
            while (!session.quitting()) {
                exchange.within(exchange.setting(SessionOptions.COMMAND_TIMEOUT));
                if (!session.awaitCommand()) {
                    return; // the server shuts down; the listener says so
                }
                Wire.Line line = bounded(exchange.wire()
                        .readLine(Math.max(AuthExchange.MAX_LINE, exchange.setting(LimitOptions.MAX_COMMAND_LINE))));
                if (!session.takeCommand()) {
                    return;
                }
                serve(line);
                Conduct.judge(exchange);
                if (session.context().disconnecting() && !session.quitting()) {
                    session.ends(SessionEnd.REFUSED);
                    session.quit();
                    exchange.wire().flush();
                }
            }
        } catch (SocketTimeoutException e) {
            ended(SessionEnd.TIMED_OUT, e.getMessage());
            lastWord(Reply.of(421, "4.4.2", "You took too long, closing the connection")); // RFC 5321 4.5.3.2
        } catch (EOFException e) {
            if (session.takeCommand()) { // else the listener has woken the thread, and says why
                lost("closed without QUIT");
            }
        } catch (IOException e) {
            lost(e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("{}: ended by a fault of the server", session, e);
            ended(SessionEnd.FAULT, "met a fault of the server");
            lastWord(Reply.of(421, "4.3.0", "Internal fault, closing the connection"));
        } finally {
            session.endTransaction();
        }
    }

    private void greet() throws IOException {
        if (!StartTls.fromTheFirstByte(exchange)) {
            return;
        }
        if (LOG.isDebugEnabled() && exchange.wire().hasUnread()) {
            LOG.debug("{}: the client speaks before the banner", session); // RFC 5321 4.3.1; a plugin may refuse it
        }
        Banner.give(exchange);
        if (session.phase() == SmtpSession.Phase.GREETING) {
            session.enter(SmtpSession.Phase.COMMAND);
        }
    }

    /** Only AUTH may be longer than other commands (RFC 4954 4). */
    private Wire.Line bounded(Wire.Line line) {
        int most = exchange.setting(LimitOptions.MAX_COMMAND_LINE);
        boolean fits = line.bytes().length + 2 <= most || MaskedLine.mayBeLong(line.bytes());
        return fits
                ? line
                : new Wire.Line(
                        Arrays.copyOf(line.bytes(), Math.min(line.bytes().length, most)), Wire.Problem.TOO_LONG);
    }

    private void serve(Wire.Line line) throws IOException {
        if (line.problem() != Wire.Problem.NONE) {
            BdatVerb.dropBehind(exchange, line.text(), LINE_PROBLEMS.get(line.problem()));
        } else {
            Optional<Verbs.Verb> verb =
                    Verbs.find(Verbs.verbOf(line.text())).filter(known -> Lmtp.understood(session, known));
            if (session.refused() && !verb.map(Verbs.Verb::name).orElse("").equals("QUIT")) {
                BdatVerb.dropBehind(exchange, line.text(), ONLY_QUIT);
            } else if (verb.isPresent()) {
                if (Conduct.serves(exchange, verb.get().name())) {
                    runner.run(verb.get(), line.text());
                }
            } else {
                unknown(line);
            }
        }
        if (exchange.hooks().anyFor(PostSmtpCommand.POINT)) {
            exchange.hooks().call(PostSmtpCommand.POINT, session, shown(line), session.context());
        }
        if (!Conduct.mayWait(Verbs.verbOf(line.text()).toUpperCase(Locale.ROOT))) {
            exchange.wire().flush(); // RFC 2920 3.2: nor may replies to unknown commands be held back
        }
    }

    private Bytes shown(Wire.Line line) {
        return MaskedLine.of(line.bytes(), session.identity());
    }

    private void unknown(Wire.Line line) {
        Optional<Reply> answer = exchange.hooks().call(UnrecognizedCommand.POINT, session, shown(line));
        if (answer.isPresent()) {
            exchange.reply(exchange.expanded(answer.get(), Optional.empty()));
        } else {
            misunderstood(Reply.of(500, "5.5.2", "Command not recognized"));
            if (Conduct.isForeign(session, line.text())) {
                session.ends(SessionEnd.REFUSED);
                session.quit();
            }
        }
    }

    private void misunderstood(Reply reply) {
        exchange.refuse(RejectionPhase.COMMAND, reply);
    }

    /** The connection is gone: the client has left, unless the server itself has closed it. */
    private void lost(String how) {
        if (session.wasCut()) {
            ended(SessionEnd.SHUTDOWN, "was cut off by the shutdown");
        } else {
            ended(SessionEnd.CLIENT_LEFT, how);
            exchange.hooks().call(ServerEsmtpSessionAbort.POINT, session);
        }
    }

    private void ended(SessionEnd cause, String how) {
        session.ends(cause);
        LOG.info(
                "{}: client {} {}",
                session,
                session.remoteAddress().getAddress().getHostAddress(),
                how);
    }

    private void lastWord(Reply reply) {
        try {
            exchange.hangUp(reply);
        } catch (IOException e) {
            LOG.debug("{}: the last reply could not be sent: {}", session, e.getMessage());
        }
    }
}
