package org.grapnel.hook.deliver;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.session.TlsMaterial;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Supplies the trust anchors of an outbound handshake.
 *
 * <p>WHEN: before an outbound handshake, where the parameters leave the trust anchors open.
 *
 * <p>ANSWER: the anchors' certificates in PEM.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code message -> Optional.of(TlsMaterial.file(Path.of("/etc/mail/partners.pem")))}
 */
@Hook(
        name = "outbound_tls_ca",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "before an outbound handshake, where the parameters leave the trust anchors open",
        byDefault = "those of the Java runtime")
@ConsumerType
@FunctionalInterface
public interface OutboundTlsCa {
    HookPoint.Of1<OutboundTlsCa, Message, Optional<TlsMaterial>> POINT =
            HookPoint.first(OutboundTlsCa.class, OutboundTlsCa::outboundTlsCa);

    Optional<TlsMaterial> outboundTlsCa(Message message);
}
