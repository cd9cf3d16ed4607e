package org.grapnel.hook.deliver;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether a delivery uses TLS.
 *
 * <p>WHEN: when the TLS policy of a delivery is needed, before it is connected.
 *
 * <p>ANSWER: never, if offered, or required: then the attempt fails for now where TLS can't be had.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code message -> message.context().containsKey("confidential") ? Optional.of(TlsPolicy.REQUIRED) :
 * Optional.empty()}
 */
@Hook(
        name = "use_outbound_tls",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "when the TLS policy of a delivery is needed, before it is connected",
        byDefault = "tls of binding and domain")
@ConsumerType
@FunctionalInterface
public interface UseOutboundTls {
    HookPoint.Of1<UseOutboundTls, Message, Optional<TlsPolicy>> POINT =
            HookPoint.first(UseOutboundTls.class, UseOutboundTls::useOutboundTls);

    Optional<TlsPolicy> useOutboundTls(Message message);
}
