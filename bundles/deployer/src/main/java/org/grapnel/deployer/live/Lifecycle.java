package org.grapnel.deployer.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.deployer.gate.Jar;
import org.grapnel.deployer.gate.Unit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Single steps in the framework, with failures said in words. Used by one thread at a time. */
final class Lifecycle {
    private static final long REFRESH_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final BundleContext context;
    private final FrameworkWiring wiring;
    private final Obstacles obstacles;

    Lifecycle(BundleContext context) {
        this.context = context;
        this.wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        this.obstacles = new Obstacles(wiring);
    }

    /** All bundles, whoever installed them. */
    List<Bundle> bundles() {
        return List.of(context.getBundles());
    }

    /** Takes a bundle in; nothing of it runs. */
    Bundle install(Unit unit, Jar jar) throws DeployException {
        try (InputStream in = Files.newInputStream(jar.path())) {
            Bundle bundle = context.installBundle(Location.of(unit, jar), in);
            int level = context.getBundle().adapt(BundleStartLevel.class).getStartLevel();
            bundle.adapt(BundleStartLevel.class).setStartLevel(level); // else one set for later would not start now
            return bundle;
        } catch (BundleException | IOException e) {
            throw DeployException.because("can't be installed: " + reason(e) + "; build it again");
        }
    }

    /** Wires bundles that were taken in; nothing of them runs. */
    void resolve(Collection<Bundle> bundles) throws DeployException {
        if (wiring.resolveBundles(bundles)) {
            return;
        }
        for (Bundle bundle : bundles) {
            if (bundle.getState() == Bundle.INSTALLED) {
                String which = bundles.size() == 1 ? "" : bundle.getSymbolicName() + ": ";
                throw DeployException.unresolved(which
                        + obstacles
                                .of(bundle)
                                .map(text -> text + "; install what is missing, or build it for this server")
                                .orElseGet(() ->
                                        "can't be resolved: " + resolverSays(bundle) + "; install what is missing"));
            }
        }
    }

    /** Only a start tells what the resolver found; for a bundle that it has just refused, it runs nothing. */
    private static String resolverSays(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return "it can now";
        } catch (BundleException e) {
            return String.valueOf(e.getMessage());
        }
    }

    void start(Bundle bundle, Duration limit) throws DeployException {
        try {
            OwnThread.call(
                    "grapnel-start " + bundle.getSymbolicName(),
                    limit,
                    () -> {
                        bundle.start();
                        return true;
                    },
                    () -> leaveLate(bundle));
        } catch (TimeoutException e) {
            throw DeployException.because("its activator does not return within " + Ready.shown(limit)
                    + "; it is abandoned with its thread; mend the plugin, and restart the server when you can");
        } catch (ExecutionException e) {
            throw DeployException.because("its activator failed: " + reason(e) + "; mend the plugin");
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void leaveLate(Bundle bundle) {
        try {
            bundle.uninstall();
            LOG.info(
                    "{} {}: its activator has returned after all; it is gone",
                    bundle.getSymbolicName(),
                    bundle.getVersion());
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("{}: was abandoned and can't be uninstalled: {}; restart the server", bundle, e.getMessage());
        }
    }

    /**
     * Stops and takes out a bundle, which ends when its handlers have drained.
     *
     * @param limit how long its deactivation may take
     */
    void remove(Bundle bundle, Duration limit) throws DeployException {
        if (bundle.getState() == Bundle.UNINSTALLED || (bundle.getState() == Bundle.STARTING && isStuck(bundle))) {
            return;
        }
        try {
            OwnThread.call(
                    "grapnel-stop " + bundle.getSymbolicName(),
                    limit,
                    () -> {
                        bundle.uninstall();
                        return true;
                    },
                    () -> LOG.info("{}: is gone after all", bundle));
        } catch (TimeoutException e) {
            throw DeployException.because("its deactivation does not return within " + Ready.shown(limit)
                    + "; it is abandoned with its thread; mend the plugin, and restart the server when you can");
        } catch (ExecutionException e) {
            throw DeployException.because("can't be uninstalled: " + reason(e) + "; restart the server");
        } catch (InterruptedException e) {
            throw interrupted();
        }
        refresh(List.of(bundle));
    }

    /** A bundle with lazy activation waits in the state STARTING, one whose activator hangs is locked in it. */
    private static boolean isStuck(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATIONPOLICY) == null;
    }

    /** Rewires those who use what bundles had before, if there are any; fragments are attached by it. */
    void refresh(Collection<Bundle> bundles) throws DeployException {
        List<Bundle> stale = bundles.stream()
                .filter(bundle -> wiring.getRemovalPendingBundles().contains(bundle) || attaches(bundle))
                .toList();
        if (stale.isEmpty()) {
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        wiring.refreshBundles(stale, event -> done.countDown());
        try {
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                throw DeployException.because(
                        "its users were not rewired within " + REFRESH_SECONDS + " s; restart the server");
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static boolean attaches(Bundle bundle) {
        return bundle.getState() != Bundle.UNINSTALLED && isFragment(bundle);
    }

    static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    static DeployException interrupted() {
        Thread.currentThread().interrupt();
        return DeployException.because("the server is stopping; it will be deployed at the next start");
    }

    /** The innermost cause: wrappers say nothing. */
    static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean own = cause instanceof BundleException || cause instanceof IOException;
        return Optional.ofNullable(own ? cause.getMessage() : cause.toString()).orElse(cause.toString());
    }
}
