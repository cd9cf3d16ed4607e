package org.grapnel.deployer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.grapnel.hook.Hook;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** Single steps in the framework, with failures said in words. Used by one thread at a time. */
final class Lifecycle {
    /** Begins the location of every bundle that comes from the directory. */
    static final String LOCATION = "deploy:";

    private static final long REFRESH_SECONDS = 60;

    private final BundleContext context;
    private final FrameworkWiring wiring;
    private final Obstacles obstacles;
    private final Components components;

    Lifecycle(BundleContext context) {
        this.context = context;
        this.wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        this.obstacles = new Obstacles(wiring);
        this.components = new Components(context);
    }

    /** All bundles, whoever installed them. */
    List<Bundle> bundles() {
        return List.of(context.getBundles());
    }

    /** Takes a new bundle in and starts it; leaves nothing behind when that fails. */
    Bundle install(String file, Jar jar) throws DeployException {
        Bundle bundle;
        try (InputStream in = Files.newInputStream(jar.copy())) {
            bundle = context.installBundle(LOCATION + file, in);
        } catch (BundleException | IOException e) {
            throw DeployException.because("can't be installed: " + reason(e) + "; build it again");
        }
        try {
            int level = context.getBundle().adapt(BundleStartLevel.class).getStartLevel();
            bundle.adapt(BundleStartLevel.class).setStartLevel(level); // else one set for later would not start now
            start(bundle, jar);
            return bundle;
        } catch (DeployException e) {
            uninstall(bundle);
            throw e;
        }
    }

    /** Puts other contents in a bundle's place and starts them; when that fails, the bundle is stopped. */
    void update(Bundle bundle, Jar jar) throws DeployException {
        stop(bundle);
        try (InputStream in = Files.newInputStream(jar.copy())) {
            bundle.update(in);
        } catch (BundleException | IOException e) {
            throw DeployException.because("can't be installed: " + reason(e) + "; build it again");
        }
        refresh(bundle);
        start(bundle, jar);
    }

    void uninstall(Bundle bundle) throws DeployException {
        stop(bundle);
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw DeployException.because("can't be uninstalled: " + reason(e) + "; restart the server");
        }
        refresh(bundle);
    }

    /** How many hooks the bundle's services handle. */
    int handlers(Bundle bundle) {
        int count = 0;
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
            for (String type : (String[]) service.getProperty(Constants.OBJECTCLASS)) {
                if (isHook(bundle, type)) {
                    count++;
                }
            }
        }
        return count;
    }

    private static boolean isHook(Bundle bundle, String type) {
        try {
            return bundle.loadClass(type).isAnnotationPresent(Hook.class);
        } catch (ClassNotFoundException | LinkageError e) {
            return false; // a service under a name that its own bundle does not know can't be a handler
        }
    }

    private void start(Bundle bundle, Jar jar) throws DeployException {
        if (jar.fragment()) {
            refresh(bundle);
            return;
        }
        if (!wiring.resolveBundles(List.of(bundle))) {
            Optional<String> missing = obstacles.of(bundle);
            throw DeployException.unresolved(missing.map(
                            text -> text + "; install what is missing, or build it for this server")
                    .orElseGet(() -> "can't be resolved: " + resolverSays(bundle) + "; install what is missing"));
        }
        try {
            bundle.start();
        } catch (BundleException e) {
            throw DeployException.because("its activator failed: " + reason(e) + "; mend the plugin");
        }
        Optional<String> failed = components.failureIn(bundle);
        if (failed.isPresent()) {
            throw DeployException.because(failed.get() + "; mend the plugin or its configuration");
        }
    }

    private static String resolverSays(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return "it can now";
        } catch (BundleException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void stop(Bundle bundle) throws DeployException {
        try {
            bundle.stop();
        } catch (BundleException e) {
            if (bundle.getState() == Bundle.ACTIVE) {
                throw DeployException.because("can't be stopped: " + reason(e) + "; restart the server");
            }
            // its activator threw; the framework has stopped it all the same (OSGi Core 4.4.7)
        }
    }

    /** Rewires those who use the bundle's former contents, if there are any. */
    private void refresh(Bundle bundle) throws DeployException {
        boolean attaches =
                bundle.getState() != Bundle.UNINSTALLED && bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        if (!attaches && !wiring.getRemovalPendingBundles().contains(bundle)) {
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        wiring.refreshBundles(List.of(bundle), event -> done.countDown());
        try {
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                throw DeployException.because(
                        "its users were not rewired within " + REFRESH_SECONDS + " s; restart the server");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeployException.because("the server is stopping; it will be deployed at the next start");
        }
    }

    /** The innermost cause: a framework's wrappers say nothing. */
    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean own = cause instanceof BundleException || cause instanceof IOException;
        return own ? String.valueOf(cause.getMessage()) : cause.toString();
    }
}
