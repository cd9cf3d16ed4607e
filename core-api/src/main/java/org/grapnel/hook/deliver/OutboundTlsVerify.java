package org.grapnel.hook.deliver;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.session.TlsVerification;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what a server's certificate must show.
 *
 * <p>WHEN: before an outbound handshake, where the parameters leave the verification open.
 *
 * <p>ANSWER: none, a trusted CA, or a trusted CA and the host name.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code message -> Optional.of(TlsVerification.CA_AND_HOST)}
 */
@Hook(
        name = "outbound_tls_verify",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "before an outbound handshake, where the parameters leave the verification open",
        byDefault = "none")
@ConsumerType
@FunctionalInterface
public interface OutboundTlsVerify {
    HookPoint.Of1<OutboundTlsVerify, Message, Optional<TlsVerification>> POINT =
            HookPoint.first(OutboundTlsVerify.class, OutboundTlsVerify::outboundTlsVerify);

    Optional<TlsVerification> outboundTlsVerify(Message message);
}
