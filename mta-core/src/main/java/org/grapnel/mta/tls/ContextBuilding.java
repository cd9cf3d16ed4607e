package org.grapnel.mta.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.session.EcSslSSLCTXFixup;
import org.grapnel.hook.session.TlsContextBuilder;
import org.grapnel.hook.session.TlsMaterial;
import org.grapnel.hook.session.TlsParameters;
import org.grapnel.hook.session.TlsRole;

/** Builds the context of a recipe from files, and from what plugins add. Safe for use by any thread. */
final class ContextBuilding {
    private static final int RESUMABLE = 10_000;

    private final Supplier<Hooks> hooks;
    private final Path base;

    /** @param base where relative paths start */
    ContextBuilding(Supplier<Hooks> hooks, Path base) {
        this.hooks = hooks;
        this.base = base;
    }

    Path base() {
        return base;
    }

    Context build(Recipe recipe) throws TlsProblem {
        TlsParameters parameters = recipe.parameters();
        TlsContextBuilder builder = hooks.get()
                .call(
                        EcSslSSLCTXFixup.POINT,
                        begin(recipe.passphraseFile()),
                        TlsRole.SERVER,
                        recipe.domain(),
                        parameters);
        try {
            Optional<Identity> identity = builder.keyManagers().isEmpty()
                    ? Optional.of(identity(parameters, builder.passphrase()))
                    : Optional.empty();
            ClientTrust trust = new ClientTrust(authorities(parameters, builder));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity.map(own -> new KeyManager[] {new OwnKey(own)})
                            .orElseGet(() -> builder.keyManagers().toArray(KeyManager[]::new)),
                    new TrustManager[] {trust},
                    null);
            context.getServerSessionContext().setSessionCacheSize(RESUMABLE);
            requireKnown(context.getSupportedSSLParameters(), parameters);
            return new Context(context, trust, identity, parameters);
        } catch (GeneralSecurityException e) {
            throw new TlsProblem("TLS context", "can't be built: " + e.getMessage(), "look at the tls options");
        }
    }

    private TlsContextBuilder begin(Optional<Path> passphraseFile) throws TlsProblem {
        if (passphraseFile.isEmpty()) {
            return TlsContextBuilder.PLAIN;
        }
        Material material = Material.read(base.resolve(passphraseFile.get()));
        return TlsContextBuilder.PLAIN.withPassphrase(
                new String(material.bytes(), java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse(""));
    }

    private Identity identity(TlsParameters parameters, Optional<String> passphrase) throws TlsProblem {
        TlsMaterial certificate = parameters
                .certificate()
                .orElseThrow(() -> new TlsProblem("tls.certificate", "no certificate is configured", "name its file"));
        Material chain = Material.of(certificate, base);
        Optional<TlsMaterial> key = parameters.key();
        return Identity.read(
                chain,
                key.isEmpty() || key.get().equals(certificate) ? chain : Material.of(key.get(), base),
                passphrase);
    }

    private X509TrustManager authorities(TlsParameters parameters, TlsContextBuilder builder)
            throws TlsProblem, GeneralSecurityException {
        TrustManager[] managers = builder.trustManagers().isEmpty()
                ? anchored(parameters.trust())
                : builder.trustManagers().toArray(TrustManager[]::new);
        return Arrays.stream(managers)
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() ->
                        new TlsProblem("trust managers of a plugin", "none is for X.509", "add an X509TrustManager"));
    }

    private TrustManager[] anchored(Optional<TlsMaterial> trust) throws TlsProblem, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust.isEmpty() ? null : anchors(Material.of(trust.get(), base)));
        return factory.getTrustManagers();
    }

    private static KeyStore anchors(Material material) throws TlsProblem, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        try {
            anchors.load(null, null);
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException(e);
        }
        for (X509Certificate certificate : Chains.read(material)) {
            anchors.setCertificateEntry("anchor-" + anchors.size(), certificate);
        }
        return anchors;
    }

    private static void requireKnown(SSLParameters supported, TlsParameters wanted) throws TlsProblem {
        requireKnown("tls.protocols", wanted.protocols(), supported.getProtocols());
        requireKnown("tls.ciphers", wanted.ciphers(), supported.getCipherSuites());
    }

    private static void requireKnown(String option, List<String> wanted, String[] known) throws TlsProblem {
        for (String name : wanted) {
            if (!Arrays.asList(known).contains(name)) {
                throw new TlsProblem(
                        option, "this Java runtime does not know " + name, "choose among " + String.join(", ", known));
            }
        }
    }
}
