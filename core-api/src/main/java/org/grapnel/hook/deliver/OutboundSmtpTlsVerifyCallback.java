package org.grapnel.hook.deliver;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.connect.Delivery;
import org.grapnel.hook.session.CertificateCheck;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides whether a server's certificate is trusted.
 *
 * <p>WHEN: during an outbound handshake whose verification is not NONE, after the engine's own check.
 *
 * <p>ANSWER: true = trusted; false = the handshake fails. Subject and issuer are distinguished names (RFC 4514); the
 * chain begins with the server's own certificate.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer: the engine's own check stands.
 *
 * <p>EXAMPLE: {@code (delivery, check, subject, issuer, chain) -> Optional.of(check.trusted() &&
 * !revoked.contains(chain.get(0).getSerialNumber()))}
 */
@Hook(
        name = "outbound_smtp_tls_verify_callback",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "during an outbound handshake, unless verification is off",
        byDefault = "the engine's own check stands")
@ConsumerType
@FunctionalInterface
public interface OutboundSmtpTlsVerifyCallback {
    HookPoint.Of5<
                    OutboundSmtpTlsVerifyCallback,
                    Delivery,
                    CertificateCheck,
                    String,
                    String,
                    List<X509Certificate>,
                    Optional<Boolean>>
            POINT = HookPoint.first(
                    OutboundSmtpTlsVerifyCallback.class, OutboundSmtpTlsVerifyCallback::outboundSmtpTlsVerifyCallback);

    Optional<Boolean> outboundSmtpTlsVerifyCallback(
            Delivery delivery, CertificateCheck check, String subject, String issuer, List<X509Certificate> chain);
}
