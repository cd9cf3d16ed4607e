package org.grapnel.mta.tls;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.grapnel.hook.session.TlsMaterial;
import org.grapnel.hook.session.TlsParameters;

/**
 * What a context is built from; equal recipes share one.
 *
 * @param domain the name that the client asked for, where a plugin may build by it
 * @param passphraseFile opens what is encrypted
 */
record Recipe(TlsParameters parameters, Optional<String> domain, Optional<Path> passphraseFile) {
    /** The files that a context of this recipe comes from. */
    Set<Path> files(Path base) {
        Set<Path> files = new LinkedHashSet<>();
        Stream.of(parameters.certificate(), parameters.key(), parameters.trust())
                .flatMap(Optional::stream)
                .filter(TlsMaterial.File.class::isInstance)
                .map(material -> base.resolve(((TlsMaterial.File) material).path()))
                .forEach(files::add);
        passphraseFile.map(base::resolve).ifPresent(files::add);
        return files;
    }
}
