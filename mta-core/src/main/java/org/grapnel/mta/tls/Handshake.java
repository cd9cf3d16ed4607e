package org.grapnel.mta.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.grapnel.hook.session.ClientCertificate;
import org.grapnel.hook.session.TlsParameters;
import org.grapnel.hook.session.TlsState;

/** One inbound handshake that succeeded. */
public record Handshake(SSLSocket socket, TlsState state) {
    /**
     * Answers a client's first message. The time for all reads was set on the socket.
     *
     * @throws HandshakeException why there is no TLS
     */
    public static Handshake answer(TimedSocket below, ClientHello hello, Context context, Judge judge)
            throws HandshakeException {
        ClientCertificate mode = context.parameters().clientCertificate();
        Judgement judgement = new Judgement(judge, mode == ClientCertificate.REQUIRED);
        try {
            SSLSocket socket = (SSLSocket)
                    context.ssl().getSocketFactory().createSocket(below, new ByteArrayInputStream(hello.bytes()), true);
            context.trust().begin(socket, judgement);
            try {
                socket.setSSLParameters(parameters(socket, context.parameters()));
                socket.startHandshake();
                return new Handshake(socket, state(socket.getSession(), hello, context, judgement));
            } finally {
                context.trust().end(socket);
            }
        } catch (CertificateException e) {
            throw new HandshakeException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new HandshakeException(e);
        }
    }

    private static SSLParameters parameters(SSLSocket socket, TlsParameters wanted) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(Contexts.protocols(wanted).toArray(String[]::new));
        if (!wanted.ciphers().isEmpty()) {
            parameters.setCipherSuites(wanted.ciphers().toArray(String[]::new));
        }
        parameters.setUseCipherSuitesOrder(true);
        parameters.setWantClientAuth(
                wanted.clientCertificate() != ClientCertificate.NONE); // one that shows none is told so in SMTP
        return parameters;
    }

    private static TlsState state(SSLSession session, ClientHello hello, Context context, Judgement judgement)
            throws CertificateException {
        List<X509Certificate> chain = chain(session);
        if (judgement.trusted().isEmpty()) { // none was shown, or an earlier session is resumed
            judgement.about(context.trust().check(chain), chain);
        }
        return new TlsState(
                session.getProtocol(),
                session.getCipherSuite(),
                hello.serverName(),
                chain,
                judgement.trusted().orElse(false));
    }

    private static List<X509Certificate> chain(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // it showed none
        }
    }
}
