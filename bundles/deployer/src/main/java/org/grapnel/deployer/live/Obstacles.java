package org.grapnel.deployer.live;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** Says in words why a bundle does not resolve. */
final class Obstacles {
    /** Namespaces whose capability is named by an attribute of the namespace's own name, in words. */
    private static final Map<String, String> WORDS = Map.of(
            PackageNamespace.PACKAGE_NAMESPACE, "package",
            BundleNamespace.BUNDLE_NAMESPACE, "bundle",
            ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE, "execution environment");

    private static final Pattern AT_LEAST = Pattern.compile("\\((?:bundle-)?version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\((?:bundle-)?version>=([^)]+)\\)\\)");
    private static final Pattern EXACTLY = Pattern.compile("\\((?:bundle-)?version=([^)]+)\\)");

    private final FrameworkWiring wiring;

    Obstacles(FrameworkWiring wiring) {
        this.wiring = wiring;
    }

    /** Every requirement that nobody provides, as one half sentence; empty when the reason lies deeper. */
    Optional<String> of(Bundle bundle) {
        List<String> missing = bundle.adapt(BundleRevision.class).getDeclaredRequirements(null).stream()
                .filter(requirement -> isMandatory(requirement)
                        && wiring.findProviders(requirement).isEmpty())
                .map(this::describe)
                .toList();
        return missing.isEmpty() ? Optional.empty() : Optional.of("needs " + String.join(" and ", missing));
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        return Namespace.EFFECTIVE_RESOLVE.equals(
                        directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE))
                && !Namespace.RESOLUTION_OPTIONAL.equals(directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
                && !PackageNamespace.RESOLUTION_DYNAMIC.equals(
                        directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
    }

    private String describe(BundleRequirement requirement) {
        String namespace = requirement.getNamespace();
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        Optional<String> name = found(Pattern.compile("\\(" + Pattern.quote(namespace) + "=([^)]+)\\)"), filter);
        if (name.isEmpty()) {
            return "capability " + namespace + (filter.isEmpty() ? "" : " " + filter);
        }
        String what = WORDS.getOrDefault(namespace, "capability " + namespace) + " " + name.get() + range(filter);
        return what + ", this server has " + present(namespace, name.get());
    }

    private static String range(String filter) {
        Optional<String> least = found(AT_LEAST, filter);
        Optional<String> below = found(BELOW, filter);
        if (least.isPresent() && below.isPresent()) {
            return " version [" + shown(least.get()) + "," + shown(below.get()) + ")";
        }
        return least.map(version -> " version " + shown(version) + " or later")
                .or(() -> found(EXACTLY, filter).map(version -> " version " + shown(version)))
                .orElse("");
    }

    /** The versions that there are of a named capability. */
    private String present(String namespace, String name) {
        Collection<BundleCapability> others =
                wiring.findProviders(new Named(namespace, "(" + namespace + "=" + name + ")"));
        String versions = others.stream()
                .map(capability -> capability
                        .getAttributes()
                        .getOrDefault(
                                namespace.equals(BundleNamespace.BUNDLE_NAMESPACE) ? "bundle-version" : "version", ""))
                .flatMap(version -> version instanceof Collection<?> many ? many.stream() : Stream.of(version))
                .filter(Version.class::isInstance)
                .map(Version.class::cast)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(Version::toString)
                .collect(Collectors.joining(", "));
        return versions.isEmpty() ? "none" : versions;
    }

    private static Optional<String> found(Pattern pattern, String filter) {
        Matcher matcher = pattern.matcher(filter);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** A version as one writes it in a range: {@code 2.0} for {@code 2.0.0}. */
    private static String shown(String version) {
        return version.endsWith(".0") && version.chars().filter(c -> c == '.').count() == 2
                ? version.substring(0, version.length() - 2)
                : version;
    }

    /** A requirement of nobody, to look for providers. */
    private record Named(String getNamespace, String filter) implements Requirement {
        @Override
        public Map<String, String> getDirectives() {
            return Map.of(Namespace.REQUIREMENT_FILTER_DIRECTIVE, filter);
        }

        @Override
        public Map<String, Object> getAttributes() {
            return Map.of();
        }

        @Override
        @SuppressWarnings("NullAway") // OSGi allows none for a requirement that was made up
        public @Nullable Resource getResource() {
            return null;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Named that && getNamespace.equals(that.getNamespace) && filter.equals(that.filter);
        }

        @Override
        public int hashCode() {
            return Objects.hash(getNamespace, filter);
        }
    }
}
