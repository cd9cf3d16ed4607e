package org.grapnel.shell.commands;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.CommandException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/** The bundles of the framework, found by id or name. */
final class Bundles {
    private static final Map<Integer, Answer.Mark> STATES = Map.of(
            Bundle.UNINSTALLED, Answer.faint("uninstalled"),
            Bundle.INSTALLED, Answer.bad("installed"),
            Bundle.RESOLVED, Answer.warn("resolved"),
            Bundle.STARTING, Answer.warn("starting"),
            Bundle.STOPPING, Answer.warn("stopping"),
            Bundle.ACTIVE, Answer.good("active"));

    private final BundleContext context;

    Bundles(BundleContext context) {
        this.context = context;
    }

    Stream<Bundle> all() {
        return Arrays.stream(context.getBundles()).sorted(Comparator.comparingLong(Bundle::getBundleId));
    }

    /** For completion. */
    List<String> names() {
        return all().map(Bundle::getSymbolicName).distinct().toList();
    }

    /** By id, by symbolic name, by the end of a name ({@code shell} for {@code org.grapnel.shell}), or {@code name/version}. */
    Bundle find(String text) throws CommandException {
        if (text.chars().allMatch(Character::isDigit) && text.length() < 19) {
            Bundle byId = context.getBundle(Long.parseLong(text));
            if (byId == null) {
                throw new CommandException("no such bundle: " + text + " – see bundle:list");
            }
            return byId;
        }
        List<Bundle> found = all().filter(
                        b -> full(b).equals(text) || b.getSymbolicName().equals(text))
                .toList();
        if (found.isEmpty()) {
            found = all().filter(b -> b.getSymbolicName().endsWith("." + text)).toList();
        }
        if (found.isEmpty()) {
            throw new CommandException("no such bundle: " + text + " – see bundle:list");
        }
        if (found.size() > 1) {
            throw new CommandException("there is more than one " + text + ": "
                    + String.join(", ", found.stream().map(Bundles::named).toList()) + " – use the id");
        }
        return found.get(0);
    }

    private static String full(Bundle bundle) {
        return bundle.getSymbolicName() + "/" + bundle.getVersion();
    }

    /** As messages name it: {@code org.grapnel.shell 0.1.0 (12)}. */
    static String named(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion() + " (" + bundle.getBundleId() + ")";
    }

    static Answer.Mark state(Bundle bundle) {
        boolean lazy = bundle.getState() == Bundle.STARTING
                && Constants.ACTIVATION_LAZY.equals(bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATIONPOLICY));
        if (isFragment(bundle) && bundle.getState() == Bundle.RESOLVED) {
            return Answer.good("attached");
        }
        return lazy ? Answer.good("lazy") : STATES.getOrDefault(bundle.getState(), Answer.warn("?"));
    }

    static int startLevel(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).getStartLevel();
    }

    static boolean isFragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /** Whether it came with the distribution, which the launcher installs by reference from its {@code system} directory. */
    boolean isOfDistribution(Bundle bundle) {
        return bundle.getBundleId() == 0
                || home().map(h -> bundle.getLocation()
                                .startsWith("reference:" + h.resolve("system").toUri()))
                        .orElse(false);
    }

    private Optional<Path> home() {
        return Optional.ofNullable(context.getProperty("grapnel.home")).map(Path::of);
    }
}
