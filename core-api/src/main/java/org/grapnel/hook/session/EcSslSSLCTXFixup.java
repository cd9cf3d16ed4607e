package org.grapnel.hook.session;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Adds a passphrase, key managers or trust managers to a TLS context that is being built, for either direction.
 *
 * <p>WHEN: whenever an SSLContext is built for either side, before the private key is loaded; not for each connection,
 * as built contexts are kept by their parameters. Certificate, key, trust anchors and ciphers are in the parameters.
 *
 * <p>ANSWER: the builder to go on with. The domain is the one that is delivered to, on the inbound side the name that
 * the client asked for; empty where there is none.
 *
 * <p>THREADS: any thread that needs the context first; others that need the same one wait.
 *
 * <p>FAILURE: nothing is added; an encrypted key then can't be loaded, and the handshake fails.
 *
 * <p>EXAMPLE: {@code (builder, role, domain, parameters) -> builder.withPassphrase(vault.secret("smtp-key"))}
 */
@Hook(
        name = "ec_ssl_SSL_CTX_fixup",
        kind = HookKind.FOLD,
        thread = HookThread.ANY,
        when = "whenever an SSLContext is built, before the private key is loaded",
        byDefault = "the context is built from the parameters alone")
@ConsumerType
@FunctionalInterface
public interface EcSslSSLCTXFixup {
    HookPoint.Of4<EcSslSSLCTXFixup, TlsContextBuilder, TlsRole, Optional<String>, TlsParameters, TlsContextBuilder>
            POINT = HookPoint.fold(EcSslSSLCTXFixup.class, EcSslSSLCTXFixup::ecSslSSLCTXFixup);

    TlsContextBuilder ecSslSSLCTXFixup(
            TlsContextBuilder builder, TlsRole role, Optional<String> domain, TlsParameters parameters);
}
