package org.grapnel.mta.session;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.session.CertificateCheck;
import org.grapnel.hook.session.ClientCertificate;
import org.grapnel.hook.session.GetInboundTlsParameters;
import org.grapnel.hook.session.InboundSmtpTlsPostAccept;
import org.grapnel.hook.session.InboundSmtpTlsVerifyCallback;
import org.grapnel.hook.session.TlsParameters;
import org.grapnel.mta.config.TlsOptions;
import org.grapnel.mta.tls.ClientHello;
import org.grapnel.mta.tls.Context;
import org.grapnel.mta.tls.Handshake;
import org.grapnel.mta.tls.HandshakeException;
import org.grapnel.mta.tls.InboundTls;
import org.grapnel.mta.tls.TimedSocket;
import org.grapnel.mta.tls.TlsProblem;

/** Turns a session to TLS: on STARTTLS (RFC 3207), or before the banner (RFC 8314 3.3). */
final class StartTls {
    static final String SERVER_NAME = "tls_server_name";

    private StartTls() {}

    /** RFC 3207 4.2: not within TLS. */
    static Optional<String> offer(Exchange exchange) {
        return offered(exchange) && exchange.session().tls().isEmpty() ? Optional.of("") : Optional.empty();
    }

    private static boolean offered(Exchange exchange) {
        return exchange.services().tls().configured(exchange.session().listener());
    }

    static void command(Exchange exchange, String argument) throws IOException {
        if (exchange.session().tls().isPresent()) {
            exchange.refuse(RejectionPhase.COMMAND, Reply.of(503, "5.5.1", "TLS is active already"));
        } else if (!offered(exchange)) {
            exchange.refuse(RejectionPhase.COMMAND, Reply.of(502, "5.5.1", "STARTTLS is not offered here"));
        } else if (exchange.wire().hasUnread()) { // RFC 3207 4.2: it would come from before TLS; nobody knows from whom
            exchange.refuse(
                    RejectionPhase.COMMAND, Reply.of(503, "5.5.1", "Nothing may follow STARTTLS before its reply"));
            exchange.wire().takeUnread();
            exchange.session().quit();
            exchange.wire().flush();
        } else if (usual(exchange).isEmpty()) {
            exchange.refuse(
                    RejectionPhase.COMMAND, Reply.of(454, "4.7.0", "TLS not available due to temporary reason"));
        } else {
            exchange.reply(Reply.of(220, "2.0.0", "Ready to start TLS"));
            exchange.wire().flush();
            secure(exchange);
        }
    }

    /** Where the listener speaks TLS from the first byte: does the handshake. False when the session ends here. */
    static boolean fromTheFirstByte(Exchange exchange) throws IOException {
        if (exchange.setting(TlsOptions.IMPLICIT)) {
            secure(exchange);
        }
        return !exchange.session().quitting();
    }

    /** The context for a client that asks for no name: empty where no file can be used. */
    private static Optional<Context> usual(Exchange exchange) {
        InboundTls tls = exchange.services().tls();
        String listener = exchange.session().listener();
        try {
            return Optional.of(tls.context(listener, tls.parameters(listener, Optional.empty()), Optional.empty()));
        } catch (TlsProblem e) {
            return Optional.empty(); // told in the log by who tried to build it
        }
    }

    private static void secure(Exchange exchange) throws IOException {
        SmtpSession session = exchange.session();
        Wire wire = exchange.wire();
        Handshake handshake;
        try {
            handshake = agree(exchange, wire.takeUnread(), wire.socket());
        } catch (TlsProblem e) {
            session.quit(); // nothing that could be said now would be understood
            throw new HandshakeException(e.getMessage());
        } catch (InterruptedIOException e) {
            session.quit();
            throw new HandshakeException(e.getMessage());
        } catch (IOException e) {
            session.quit();
            throw e;
        }
        wire.become(handshake.socket());
        session.secured(handshake.state());
        Verdict.OfSession verdict = exchange.hooks().call(InboundSmtpTlsPostAccept.POINT, session, handshake.state());
        if (verdict instanceof Verdict.Disconnect disconnect) {
            exchange.refuse(RejectionPhase.CONNECT, disconnect.reply());
            session.quit();
            wire.flush();
        }
    }

    private static Handshake agree(Exchange exchange, byte[] begun, Socket plain) throws IOException, TlsProblem {
        SmtpSession session = exchange.session();
        InboundTls tls = exchange.services().tls();
        TimedSocket timed = new TimedSocket(plain);
        timed.setSoTimeout((int) Math.max(
                1,
                exchange.limit(exchange.setting(TlsOptions.HANDSHAKE_TIMEOUT)).toMillis()));
        ClientHello hello = ClientHello.read(begun, timed.getInputStream());
        session.context().connection().remove(SERVER_NAME);
        hello.serverName().ifPresent(name -> session.context().connection().put(SERVER_NAME, name));
        TlsParameters parameters = exchange.hooks()
                .call(
                        GetInboundTlsParameters.POINT,
                        tls.parameters(session.listener(), hello.serverName()),
                        session,
                        session.context());
        Context context = tls.context(session.listener(), parameters, hello.serverName());
        Handshake handshake = Handshake.answer(timed, hello, context, (check, chain) -> trusts(exchange, check, chain));
        session.requireCertificate(parameters.clientCertificate() == ClientCertificate.REQUIRED);
        return handshake;
    }

    private static boolean trusts(Exchange exchange, CertificateCheck check, List<X509Certificate> chain) {
        return exchange.hooks()
                .call(
                        InboundSmtpTlsVerifyCallback.POINT,
                        exchange.session(),
                        check,
                        chain.isEmpty()
                                ? ""
                                : chain.get(0).getSubjectX500Principal().getName(),
                        chain.isEmpty()
                                ? ""
                                : chain.get(0).getIssuerX500Principal().getName(),
                        chain)
                .orElse(check.trusted());
    }
}
