package org.grapnel.deployer.gate;

import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.jar.Attributes;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * What is known of a bundle before the framework sees it.
 *
 * @param path the deployer's own copy, which nobody overwrites
 * @param host symbolic name of the bundle that it is a fragment of; then it has no life of its own
 * @param services interfaces that its components provide; empty when an activator may register others
 * @param imports its Import-Package header, one clause each
 * @param signer the subject of the trusted certificate that it is signed by
 */
public record Jar(
        Path path,
        String symbolicName,
        Version version,
        Optional<String> host,
        Optional<NavigableSet<String>> services,
        List<String> imports,
        Optional<String> signer) {
    /** Checks and reads a file that is complete. */
    static Jar read(Path path, Demands demands) throws DeployException {
        Attributes headers = JarCheck.headers(path, demands.limits());
        Optional<String> signer = Signature.of(path, demands);
        String name = Optional.ofNullable(headers.getValue(Constants.BUNDLE_SYMBOLICNAME))
                .map(header -> header.split(";", 2)[0].strip())
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> DeployException.because(
                        "is no bundle: its manifest has no Bundle-SymbolicName; build it with bnd-maven-plugin"));
        String version =
                Optional.ofNullable(headers.getValue(Constants.BUNDLE_VERSION)).orElse("0.0.0");
        try {
            return new Jar(
                    path,
                    name,
                    Version.parseVersion(version.strip()),
                    Optional.ofNullable(headers.getValue(Constants.FRAGMENT_HOST))
                            .map(header -> header.split(";", 2)[0].strip()),
                    ComponentFiles.services(path, headers),
                    Clauses.of(headers.getValue(Constants.IMPORT_PACKAGE)),
                    signer);
        } catch (IllegalArgumentException e) {
            throw DeployException.because("Bundle-Version " + version + " is no version; write it like 1.2.3");
        }
    }

    boolean fragment() {
        return host.isPresent();
    }

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }
}
