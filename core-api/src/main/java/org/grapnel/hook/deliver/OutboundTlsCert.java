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
 * Supplies the client certificate of an outbound handshake.
 *
 * <p>WHEN: before an outbound handshake, where the parameters leave the certificate open.
 *
 * <p>ANSWER: the chain in PEM, the client's own certificate first; it needs a key, see {@code outbound_tls_key}.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code message -> Optional.of(TlsMaterial.pem(store.chainOf(message.binding())))}
 */
@Hook(
        name = "outbound_tls_cert",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "before an outbound handshake, where the parameters leave the certificate open",
        byDefault = "none is shown")
@ConsumerType
@FunctionalInterface
public interface OutboundTlsCert {
    HookPoint.Of1<OutboundTlsCert, Message, Optional<TlsMaterial>> POINT =
            HookPoint.first(OutboundTlsCert.class, OutboundTlsCert::outboundTlsCert);

    Optional<TlsMaterial> outboundTlsCert(Message message);
}
