package org.grapnel.launcher.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.framework.FrameworkFactory;
import org.grapnel.launcher.feature.Assembly;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/**
 * The framework with the bundles of an {@link Assembly}. The bundles are started one by one, level after level, by us and not by
 * the framework: so the first failure is known with its exception and nothing behind it is started. At the stop the framework
 * goes down the levels again.
 */
public final class Container {
    private final Framework framework;
    private final Assembly assembly;
    private final Set<Long> distribution = new HashSet<>();
    private final AtomicReference<FrameworkEvent> error = new AtomicReference<>();

    private Container(Framework framework, Assembly assembly) {
        this.framework = framework;
        this.assembly = assembly;
    }

    /** Makes a framework with an empty cache; {@code properties} win over those of the features. */
    public static Container create(Assembly assembly, Path cache, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(assembly.frameworkProperties());
        all.putAll(properties);
        all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        // a kept cache gains 30 ms and once left a deleted plugin running
        all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        return new Container(new FrameworkFactory().newFramework(all), assembly);
    }

    /** Installs and starts everything; returns when the final start level is reached. */
    public void start() throws StartFailed, InterruptedException {
        try {
            framework.init();
            context().addFrameworkListener(this::notice);
            framework.start();
            FrameworkStartLevel levels = framework.adapt(FrameworkStartLevel.class);
            Map<Integer, List<Bundle>> installed = install();
            levels.setInitialBundleStartLevel(assembly.laterLevel());
            for (Map.Entry<Integer, List<Bundle>> level : installed.entrySet()) {
                raise(levels, level.getKey());
                for (Bundle bundle : level.getValue()) {
                    start(bundle);
                }
            }
            raise(levels, assembly.finalLevel());
        } catch (BundleException | IllegalStateException e) {
            throw StartFailed.of(e); // the latter: somebody stopped the framework under our hands
        }
        throwNoticedError();
    }

    private Map<Integer, List<Bundle>> install() throws BundleException {
        Map<Integer, List<Bundle>> installed = new TreeMap<>();
        for (Map.Entry<Integer, List<Path>> level : assembly.levels().entrySet()) {
            List<Bundle> bundles = new ArrayList<>();
            for (Path jar : level.getValue()) {
                // the framework reads the jar where it lies, instead of copying it to the cache
                Bundle bundle = context().installBundle("reference:" + jar.toUri());
                bundle.adapt(BundleStartLevel.class).setStartLevel(level.getKey());
                distribution.add(bundle.getBundleId());
                bundles.add(bundle);
            }
            installed.put(level.getKey(), bundles);
        }
        return installed;
    }

    private void start(Bundle bundle) throws BundleException, StartFailed {
        boolean fragment = (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
        if (!fragment) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            throwNoticedError();
        }
    }

    /**
     * Raises the level if it is lower, and waits. The framework's start level thread works its orders off in turn, so the start
     * levels given to bundles are in force afterwards, too; a bundle started before would be started by that thread.
     */
    private void raise(FrameworkStartLevel levels, int level) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        levels.setStartLevel(Math.max(level, levels.getStartLevel()), event -> reached.countDown());
        while (!reached.await(100, TimeUnit.MILLISECONDS)) {
            if (framework.getState() != Bundle.ACTIVE) {
                throw new IllegalStateException("the framework was stopped during the start");
            }
        }
    }

    /** On the framework's event thread: keeps the first error of one of our bundles. */
    private void notice(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR
                && distribution.contains(event.getBundle().getBundleId())) {
            error.compareAndSet(null, event);
        }
    }

    private void throwNoticedError() throws StartFailed {
        FrameworkEvent event = error.get();
        if (event != null) {
            throw StartFailed.of(event.getThrowable());
        }
    }

    public LauncherServices services() {
        return new LauncherServices(context());
    }

    /** Begins an orderly stop and returns. */
    public void beginStop() {
        try {
            framework.stop();
        } catch (BundleException e) {
            throw new IllegalStateException("the framework refuses to stop", e);
        }
    }

    /**
     * Stops the bundles from the highest level down and waits.
     *
     * @return whether all was stopped in time
     */
    public boolean stop(Duration limit) throws InterruptedException {
        beginStop();
        return framework.waitForStop(limit.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    /** Waits until somebody stopped the framework. */
    public void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }
}
