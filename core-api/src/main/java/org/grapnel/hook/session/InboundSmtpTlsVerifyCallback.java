package org.grapnel.hook.session;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides whether a client's certificate is trusted.
 *
 * <p>WHEN: during an inbound handshake, after the engine's own check. When the client showed no certificate, because
 * none was asked for or it has none, subject and issuer are the empty string and the chain is empty.
 *
 * <p>ANSWER: true = trusted, {@code TlsState.peerVerified()} becomes true; false = not trusted, and the handshake
 * fails where a certificate is required. Subject and issuer are distinguished names (RFC 4514); the chain begins with
 * the client's own certificate.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: counts as no answer: the engine's own check stands.
 *
 * <p>EXAMPLE: {@code (session, check, subject, issuer, chain) -> Optional.of(pinned.contains(subject))}
 */
@Hook(
        name = "inbound_smtp_tls_verify_callback",
        kind = HookKind.FIRST,
        thread = HookThread.SESSION,
        when = "during an inbound handshake, even when no client certificate was asked for",
        byDefault = "the engine's own check stands")
@ConsumerType
@FunctionalInterface
public interface InboundSmtpTlsVerifyCallback {
    HookPoint.Of5<
                    InboundSmtpTlsVerifyCallback,
                    Session,
                    CertificateCheck,
                    String,
                    String,
                    List<X509Certificate>,
                    Optional<Boolean>>
            POINT = HookPoint.first(
                    InboundSmtpTlsVerifyCallback.class, InboundSmtpTlsVerifyCallback::inboundSmtpTlsVerifyCallback);

    Optional<Boolean> inboundSmtpTlsVerifyCallback(
            Session session, CertificateCheck check, String subject, String issuer, List<X509Certificate> chain);
}
