package org.grapnel.mta.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.session.TlsMaterial;
import org.grapnel.hook.session.TlsParameters;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.config.TlsNames;
import org.grapnel.mta.config.TlsOptions;

/** The certificates of the listeners, as the configuration says now. Safe for use by any thread. */
public final class InboundTls {
    private final Supplier<Settings> settings;
    private final Contexts contexts;

    /** @param base where relative paths start */
    public InboundTls(Supplier<Settings> settings, Supplier<Hooks> hooks, Path base, Clock clock) {
        this.settings = settings;
        this.contexts = new Contexts(hooks, base, clock);
    }

    /** Whether a listener has a certificate. */
    public boolean configured(String listener) {
        return TlsOptions.configured(settings.get(), listener);
    }

    /**
     * What is configured for a listener and the name that a client asks for.
     *
     * @param name in lower case
     */
    public TlsParameters parameters(String listener, Optional<String> name) {
        Settings now = settings.get();
        TlsNames names = now.forListener(TlsOptions.NAMES, listener);
        TlsParameters parameters = TlsParameters.OPEN
                .withProtocols(now.forListener(TlsOptions.PROTOCOLS, listener))
                .withCiphers(now.forListener(TlsOptions.CIPHERS, listener))
                .withClientCertificate(now.forListener(TlsOptions.CLIENT_CERTIFICATE, listener));
        Optional<Path> trust = now.forListener(TlsOptions.CLIENT_TRUST, listener);
        if (trust.isPresent()) {
            parameters = parameters.withTrust(TlsMaterial.file(trust.get()));
        }
        Optional<TlsNames.Entry> named = name.flatMap(names::find);
        Optional<Path> usual = now.forListener(TlsOptions.CERTIFICATE, listener);
        if (named.isEmpty() && usual.isPresent()) {
            return with(parameters, usual.get(), now.forListener(TlsOptions.KEY, listener));
        }
        Optional<TlsNames.Entry> entry = named.or(() -> names.entries().stream().findFirst());
        return entry.isPresent()
                ? with(parameters, entry.get().certificate(), entry.get().key())
                : parameters;
    }

    private static TlsParameters with(TlsParameters parameters, Path certificate, Optional<Path> key) {
        return parameters.withCertificate(TlsMaterial.file(certificate), TlsMaterial.file(key.orElse(certificate)));
    }

    /** The context for parameters, which may be others than those configured. */
    public Context context(String listener, TlsParameters parameters, Optional<String> name) throws TlsProblem {
        return contexts.get(parameters, name, passphraseFile(listener));
    }

    /** Each configured certificate of the listeners, as it is in force now; one that was never needed is built for this. */
    public List<Installed> installed() {
        List<Installed> all = new ArrayList<>();
        for (String listener : settings.get().listeners().keySet()) {
            for (Optional<String> name : names(listener)) {
                all.add(installed(listener, name));
            }
        }
        return all;
    }

    /** Reads all files again; what is in force then, and what could not be used. */
    public List<Installed> reload() {
        contexts.reload();
        return installed();
    }

    /** The patterns of a listener's names; none stands for the certificate without a name. */
    private List<Optional<String>> names(String listener) {
        List<Optional<String>> names = new ArrayList<>();
        if (settings.get().forListener(TlsOptions.CERTIFICATE, listener).isPresent()) {
            names.add(Optional.empty());
        }
        settings.get()
                .forListener(TlsOptions.NAMES, listener)
                .entries()
                .forEach(entry -> names.add(Optional.of(entry.name())));
        return names;
    }

    private Installed installed(String listener, Optional<String> name) {
        TlsParameters parameters = parameters(listener, name);
        Optional<X509Certificate> own;
        try {
            own = context(listener, parameters, name).identity().map(Identity::own);
        } catch (TlsProblem e) {
            return new Installed(listener, name, parameters, Optional.empty(), Optional.of(e));
        }
        return new Installed(
                listener, name, parameters, own, contexts.problem(parameters, name, passphraseFile(listener)));
    }

    private Optional<Path> passphraseFile(String listener) {
        return settings.get().forListener(TlsOptions.PASSPHRASE_FILE, listener);
    }
}
