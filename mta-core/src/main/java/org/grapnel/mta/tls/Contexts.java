package org.grapnel.mta.tls;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.session.EcSslSSLCTXFixup;
import org.grapnel.hook.session.TlsParameters;

/** The contexts in use, by what they are built from; the least recently used one goes when there are too many. Safe for use by any thread. */
final class Contexts {
    private static final int MOST = 512; // names come from clients
    private static final List<String> USUAL_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2"); // RFC 8996: nothing older

    private final Supplier<Hooks> hooks;
    private final ContextBuilding building;
    private final Clock clock;
    private final Tidings tidings = new Tidings();
    private final Map<Recipe, KeptContext> kept = // guarded by this
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Recipe, KeptContext> eldest) {
                    return size() > MOST;
                }
            };

    Contexts(Supplier<Hooks> hooks, Path base, Clock clock) {
        this.hooks = hooks;
        this.building = new ContextBuilding(hooks, base);
        this.clock = clock;
    }

    /** The protocols of some parameters; never those of the Java runtime. */
    static List<String> protocols(TlsParameters parameters) {
        return parameters.protocols().isEmpty() ? USUAL_PROTOCOLS : parameters.protocols();
    }

    Context get(TlsParameters parameters, Optional<String> name, Optional<Path> passphraseFile) throws TlsProblem {
        return kept(parameters, name, passphraseFile).get();
    }

    /** Why the files of a context could not be used the last time. */
    Optional<TlsProblem> problem(TlsParameters parameters, Optional<String> name, Optional<Path> passphraseFile) {
        return kept(parameters, name, passphraseFile).problem();
    }

    /** Builds all again that were built. */
    void reload() {
        List<KeptContext> all;
        synchronized (this) {
            all = List.copyOf(kept.values());
        }
        all.forEach(KeptContext::reload);
    }

    private synchronized KeptContext kept(
            TlsParameters parameters, Optional<String> name, Optional<Path> passphraseFile) {
        boolean byName = hooks.get().anyFor(EcSslSSLCTXFixup.POINT); // else the name makes no difference
        return kept.computeIfAbsent(
                new Recipe(parameters, byName ? name : Optional.empty(), passphraseFile),
                recipe -> new KeptContext(recipe, building, clock, tidings));
    }
}
