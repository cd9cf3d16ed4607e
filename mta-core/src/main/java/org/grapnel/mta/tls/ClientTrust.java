package org.grapnel.mta.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.grapnel.hook.session.CertificateCheck;
import org.jspecify.annotations.Nullable;

/** The trust manager of a shared context: it finds the judgement of the handshake that asks, by its socket. */
final class ClientTrust extends X509ExtendedTrustManager {
    private static final CertificateCheck NONE_SHOWN = CertificateCheck.untrusted("the client showed no certificate");

    private final X509TrustManager authorities;
    private final Map<Socket, Judgement> open = new ConcurrentHashMap<>();

    ClientTrust(X509TrustManager authorities) {
        this.authorities = authorities;
    }

    /** A handshake begins on this socket. */
    void begin(Socket socket, Judgement judgement) {
        open.put(socket, judgement);
    }

    void end(Socket socket) {
        open.remove(socket);
    }

    /** What the authorities say of a chain. */
    CertificateCheck check(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return NONE_SHOWN;
        }
        try {
            authorities.checkClientTrusted(
                    chain.toArray(X509Certificate[]::new),
                    chain.get(0).getPublicKey().getAlgorithm());
            return CertificateCheck.TRUSTED;
        } catch (CertificateException e) {
            return CertificateCheck.untrusted(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        Judgement judgement = socket == null ? null : open.get(socket);
        if (judgement == null) {
            throw new CertificateException("no handshake of this server");
        }
        List<X509Certificate> shown = Arrays.asList(chain);
        judgement.about(check(shown), shown);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        checkClientTrusted(chain, type, (Socket) null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("this context is for servers");
    }

    /** Named to clients that are asked for a certificate. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
