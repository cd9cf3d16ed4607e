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
 * Supplies the private key of an outbound handshake.
 *
 * <p>WHEN: before an outbound handshake, where the parameters leave the key open.
 *
 * <p>ANSWER: the key in PEM (PKCS #8); where it is encrypted, {@code ec_ssl_SSL_CTX_fixup} supplies the passphrase.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code message -> Optional.of(TlsMaterial.pem(store.keyOf(message.binding())))}
 */
@Hook(
        name = "outbound_tls_key",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "before an outbound handshake, where the parameters leave the key open",
        byDefault = "none; without a key no certificate is shown")
@ConsumerType
@FunctionalInterface
public interface OutboundTlsKey {
    HookPoint.Of1<OutboundTlsKey, Message, Optional<TlsMaterial>> POINT =
            HookPoint.first(OutboundTlsKey.class, OutboundTlsKey::outboundTlsKey);

    Optional<TlsMaterial> outboundTlsKey(Message message);
}
