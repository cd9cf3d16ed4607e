package org.grapnel.hook.deliver;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.session.TlsParameters;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses certificate, key, trust, protocols, ciphers and verification for an outbound handshake.
 *
 * <p>WHEN: before an outbound handshake.
 *
 * <p>ANSWER: the parameters to use; what they leave open is asked for by {@code outbound_tls_ca} and its kin. Equal
 * parameters share one built context and, with Domain and Binding, one pool of connections.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: the parameters stay as they were.
 *
 * <p>EXAMPLE: {@code (parameters, message) -> parameters.withProtocols(List.of("TLSv1.3"))}
 */
@Hook(
        name = "get_outbound_tls_parameters",
        kind = HookKind.FOLD,
        thread = HookThread.DELIVERY,
        when = "before an outbound handshake",
        byDefault = "those configured for binding and domain")
@ConsumerType
@FunctionalInterface
public interface GetOutboundTlsParameters {
    HookPoint.Of2<GetOutboundTlsParameters, TlsParameters, Message, TlsParameters> POINT =
            HookPoint.fold(GetOutboundTlsParameters.class, GetOutboundTlsParameters::getOutboundTlsParameters);

    TlsParameters getOutboundTlsParameters(TlsParameters parameters, Message message);
}
