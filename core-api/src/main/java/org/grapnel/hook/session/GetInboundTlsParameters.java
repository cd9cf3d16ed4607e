package org.grapnel.hook.session;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses certificate, key, trust, protocols, ciphers and client-certificate mode for one inbound session.
 *
 * <p>WHEN: when TLS starts on an inbound session, by STARTTLS or from the first byte. The name that the client asked
 * for (RFC 6066 3) stands in {@code context.connection()} under {@code tls_server_name}.
 *
 * <p>ANSWER: the parameters to use; return them unchanged to leave them. Equal parameters share one built context, so
 * give equal values for equal needs.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: the parameters stay as they were.
 *
 * <p>EXAMPLE: {@code (parameters, session, context) -> parameters.withClientCertificate(ClientCertificate.REQUESTED)}
 */
@Hook(
        name = "get_inbound_tls_parameters",
        kind = HookKind.FOLD,
        thread = HookThread.SESSION,
        when = "when TLS starts on an inbound session, after the client named the server it wants (SNI)",
        byDefault = "the listener's parameters")
@ConsumerType
@FunctionalInterface
public interface GetInboundTlsParameters {
    HookPoint.Of3<GetInboundTlsParameters, TlsParameters, Session, ValidationContext, TlsParameters> POINT =
            HookPoint.fold(GetInboundTlsParameters.class, GetInboundTlsParameters::getInboundTlsParameters);

    TlsParameters getInboundTlsParameters(TlsParameters parameters, Session session, ValidationContext context);
}
