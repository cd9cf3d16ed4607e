package org.grapnel.shell.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** {@code bundle:list}, {@code bundle:show}, {@code bundle:diag}. */
final class BundleViews {
    private static final List<String> HEADERS = List.of(
            Constants.BUNDLE_NAME,
            Constants.BUNDLE_DESCRIPTION,
            Constants.BUNDLE_VENDOR,
            "Bundle-License",
            Constants.BUNDLE_ACTIVATOR,
            Constants.FRAGMENT_HOST,
            "Service-Component",
            "Grapnel-Hooks",
            "Bnd-LastModified",
            "Created-By");

    private final Bundles bundles;
    private final Diagnosis diagnosis;

    BundleViews(BundleContext context) {
        this.bundles = new Bundles(context);
        this.diagnosis = new Diagnosis(context);
    }

    List<FrameworkCommand> commands() {
        return List.of(
                FrameworkCommand.view(
                        "bundle:list",
                        "list the bundles of the framework",
                        Syntax.NONE
                                .flag('l', "location", "show where each came from")
                                .optional("PATTERN", "part of a symbolic name"),
                        bundles::names,
                        this::list),
                FrameworkCommand.view(
                        "bundle:show",
                        "show a bundle: headers, wiring, services",
                        Syntax.NONE.required("BUNDLE", "an id or a symbolic name"),
                        bundles::names,
                        this::show),
                FrameworkCommand.view(
                        "bundle:diag",
                        "say why bundles are not resolved or not active",
                        Syntax.NONE.optional("BUNDLE", "an id or a symbolic name; all troubled ones unless given"),
                        bundles::names,
                        this::diagnose));
    }

    private Answer list(Arguments arguments) {
        String part = arguments.first("PATTERN").orElse("").toLowerCase(Locale.ROOT);
        boolean location = arguments.has("location");
        List<Bundle> chosen = bundles.all()
                .filter(b -> b.getSymbolicName().toLowerCase(Locale.ROOT).contains(part))
                .toList();
        boolean trouble = chosen.stream().anyMatch(b -> b.getState() == Bundle.INSTALLED);
        List<String> keys = new ArrayList<>(List.of("id!", "state!", "startLevel!", "symbolicName", "version"));
        keys.addAll(location ? List.of("location") : List.of());
        keys.addAll(trouble ? List.of("reason") : List.of());
        Answer.Rows rows = Answer.rows(keys.toArray(String[]::new));
        for (Bundle bundle : chosen) {
            List<Object> row = new ArrayList<>(List.of(
                    bundle.getBundleId(),
                    Bundles.state(bundle),
                    Bundles.startLevel(bundle),
                    bundle.getSymbolicName(),
                    bundle.getVersion().toString()));
            row.addAll(location ? List.of(bundle.getLocation()) : List.of());
            row.addAll(trouble ? List.of(reason(bundle)) : List.of());
            rows.add(row.toArray());
        }
        return rows.table();
    }

    private Optional<String> reason(Bundle bundle) {
        if (bundle.getState() != Bundle.INSTALLED) {
            return Optional.empty();
        }
        return Stream.concat(diagnosis.missing(bundle).stream(), diagnosis.blocked(bundle).stream())
                .findFirst();
    }

    private Answer show(Arguments arguments) throws CommandException {
        Bundle bundle = bundles.find(arguments.required("BUNDLE"));
        Answer.Details details = Answer.details()
                .with("id", bundle.getBundleId())
                .with("symbolicName", bundle.getSymbolicName())
                .with("version", bundle.getVersion().toString())
                .with("state", Bundles.state(bundle))
                .with("startLevel", Bundles.startLevel(bundle))
                .with("location", bundle.getLocation())
                .with("lastModified", java.time.Instant.ofEpochMilli(bundle.getLastModified()))
                .with("distribution", bundles.isOfDistribution(bundle));
        return details.with("headers", headers(bundle))
                .with("imports", imports(bundle))
                .with("exports", exports(bundle))
                .with("services", services(bundle.getRegisteredServices()))
                .with("uses", services(bundle.getServicesInUse()));
    }

    private static Answer headers(Bundle bundle) {
        Answer.Details headers = Answer.details();
        for (String name : HEADERS) {
            String value = bundle.getHeaders("").get(name);
            if (value != null) {
                headers = headers.with(name, value);
            }
        }
        return headers;
    }

    private static Answer imports(Bundle bundle) {
        Answer.Rows rows = Answer.rows("package", "version", "from");
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            for (BundleWire wire : wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE)) {
                rows.add(
                        wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE),
                        String.valueOf(wire.getCapability().getAttributes().get("version")),
                        Bundles.named(wire.getProvider().getBundle()));
            }
        }
        return rows.table();
    }

    private static Answer exports(Bundle bundle) {
        Answer.Rows rows = Answer.rows("package", "version", "to");
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null && bundle.getBundleId() != 0) {
            wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).forEach(capability -> {
                List<String> users = wiring.getProvidedWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .filter(wire -> wire.getCapability().equals(capability))
                        .map(wire -> wire.getRequirer().getBundle().getSymbolicName())
                        .distinct()
                        .sorted()
                        .toList();
                rows.add(
                        capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE),
                        String.valueOf(capability.getAttributes().get("version")),
                        users);
            });
        }
        return rows.table();
    }

    private static Answer services(ServiceReference<?>[] references) {
        Answer.Rows rows = Answer.rows("id!", "ranking!", "types", "bundle");
        TreeMap<Long, ServiceReference<?>> sorted = new TreeMap<>();
        for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
            sorted.put((Long) reference.getProperty(Constants.SERVICE_ID), reference);
        }
        sorted.forEach((id, reference) -> rows.add(
                id,
                reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0,
                Arrays.asList((String[]) reference.getProperty(Constants.OBJECTCLASS)),
                Optional.ofNullable(reference.getBundle()).map(Bundles::named)));
        return rows.table();
    }

    private Answer diagnose(Arguments arguments) throws CommandException {
        List<Bundle> chosen = arguments.has("BUNDLE")
                ? List.of(bundles.find(arguments.required("BUNDLE")))
                : bundles.all().filter(BundleViews::isTroubled).toList();
        Answer.Rows rows = Answer.rows("id!", "symbolicName", "version", "state!", "finding");
        for (Bundle bundle : chosen) {
            for (String finding : findings(bundle)) {
                rows.add(
                        bundle.getBundleId(),
                        bundle.getSymbolicName(),
                        bundle.getVersion().toString(),
                        Bundles.state(bundle),
                        finding);
            }
        }
        return rows.table();
    }

    private static boolean isTroubled(Bundle bundle) {
        return bundle.getState() != Bundle.ACTIVE
                && !(Bundles.isFragment(bundle) && bundle.getState() == Bundle.RESOLVED);
    }

    private List<String> findings(Bundle bundle) {
        List<String> findings = new ArrayList<>(diagnosis.missing(bundle));
        findings.addAll(diagnosis.blocked(bundle));
        if (findings.isEmpty()) {
            findings.add(
                    switch (bundle.getState()) {
                        case Bundle.ACTIVE -> "nothing is wrong";
                        case Bundle.INSTALLED -> "every requirement is met; try bundle:resolve " + bundle.getBundleId();
                        case Bundle.RESOLVED ->
                            Bundles.isFragment(bundle)
                                    ? "a fragment, attached to its host"
                                    : "resolved, and stopped; try bundle:start " + bundle.getBundleId();
                        default -> "on its way; if it stays so, see system:threads --dump";
                    });
        }
        return findings;
    }
}
