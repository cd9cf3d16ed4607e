package org.grapnel.hook.deliver;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Supplies the cipher suites of an outbound handshake.
 *
 * <p>WHEN: before an outbound handshake, where the parameters leave the ciphers open.
 *
 * <p>ANSWER: suites by their JSSE names, preferred first; names that the runtime does not have are left out, and the
 * handshake fails when none is left.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code message -> Optional.of(List.of("TLS_AES_256_GCM_SHA384"))}
 */
@Hook(
        name = "outbound_tls_ciphers",
        kind = HookKind.FIRST,
        thread = HookThread.DELIVERY,
        when = "before an outbound handshake, where the parameters leave the ciphers open",
        byDefault = "those of the Java runtime")
@ConsumerType
@FunctionalInterface
public interface OutboundTlsCiphers {
    HookPoint.Of1<OutboundTlsCiphers, Message, Optional<List<String>>> POINT =
            HookPoint.first(OutboundTlsCiphers.class, OutboundTlsCiphers::outboundTlsCiphers);

    Optional<List<String>> outboundTlsCiphers(Message message);
}
