package org.grapnel.shell.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/** Says why a bundle does not resolve: which of its requirements nobody in the framework meets. */
final class Diagnosis {
    private final BundleContext context;

    Diagnosis(BundleContext context) {
        this.context = context;
    }

    /** One line for each requirement that is mandatory and not met, with what comes near. */
    List<String> missing(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<String> missing = new ArrayList<>();
        if (revision != null) {
            for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
                if (isMandatory(requirement)
                        && providers(requirement::matches, requirement).isEmpty()) {
                    missing.add(describe(requirement));
                }
            }
        }
        return missing;
    }

    /** Requirements that others meet, but only bundles that do not resolve themselves. */
    List<String> blocked(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<String> blocked = new ArrayList<>();
        if (revision == null) {
            return blocked;
        }
        for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
            List<Bundle> providers = providers(requirement::matches, requirement);
            if (isMandatory(requirement)
                    && !providers.isEmpty()
                    && !providers.contains(bundle)
                    && providers.stream().allMatch(b -> b.getState() == Bundle.INSTALLED)) {
                blocked.add(
                        name(requirement) + ": only in " + Bundles.named(providers.get(0)) + ", not resolved itself");
            }
        }
        return blocked;
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        String resolution = directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE);
        boolean optional = Namespace.RESOLUTION_OPTIONAL.equals(resolution) || "dynamic".equals(resolution);
        String effective =
                directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE);
        return !optional && Namespace.EFFECTIVE_RESOLVE.equals(effective);
    }

    private List<Bundle> providers(Predicate<BundleCapability> matching, BundleRequirement requirement) {
        List<Bundle> providers = new ArrayList<>();
        for (Bundle other : context.getBundles()) {
            BundleRevision revision = other.adapt(BundleRevision.class);
            if (revision != null
                    && revision.getDeclaredCapabilities(requirement.getNamespace()).stream()
                            .anyMatch(matching)) {
                providers.add(other);
            }
        }
        return providers;
    }

    private String describe(BundleRequirement requirement) {
        return name(requirement) + near(requirement);
    }

    /** By name and version range, as manifests write them, where the filter has that form; else by the filter. */
    private static String name(BundleRequirement requirement) {
        String namespace = requirement.getNamespace();
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        String kind = PackageNamespace.PACKAGE_NAMESPACE.equals(namespace) ? "package" : namespace;
        return find("\\(" + Pattern.quote(namespace) + "=([^()]*)\\)", filter)
                .map(name -> kind + " " + name + range(filter))
                .orElse(kind + " " + filter);
    }

    private static String range(String filter) {
        Optional<String> from = find("\\(version>=([^()]*)\\)", filter);
        Optional<String> below = find("\\(!\\(version>=([^()]*)\\)\\)", filter);
        return from.map(v -> below.map(b -> " [" + v + "," + b + ")").orElse(" " + v + " or later"))
                .orElse("");
    }

    private static Optional<String> find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The same thing in another version, where the filter names it: a hint at what to update. */
    private String near(BundleRequirement requirement) {
        Map<String, String> others = new TreeMap<>();
        for (Bundle other : context.getBundles()) {
            BundleRevision revision = other.adapt(BundleRevision.class);
            if (revision != null) {
                for (BundleCapability capability : revision.getDeclaredCapabilities(requirement.getNamespace())) {
                    Object name = capability.getAttributes().get(requirement.getNamespace());
                    if (name instanceof String text && namedIn(requirement, text)) {
                        Object version = capability.getAttributes().get("version");
                        others.put(Bundles.named(other), String.valueOf(version));
                    }
                }
            }
        }
        if (others.isEmpty()) {
            return " – no bundle provides it";
        }
        Map.Entry<String, String> first = others.entrySet().iterator().next();
        return " – there is version " + first.getValue() + ", of " + first.getKey();
    }

    private static boolean namedIn(BundleRequirement requirement, String name) {
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        try {
            Filter alone = FrameworkUtil.createFilter("(" + requirement.getNamespace() + "=" + name + ")");
            return filter.contains(alone.toString());
        } catch (InvalidSyntaxException e) {
            return false; // a name that can't stand in a filter is not named in one
        }
    }
}
