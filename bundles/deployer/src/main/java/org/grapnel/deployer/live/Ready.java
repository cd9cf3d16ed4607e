package org.grapnel.deployer.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.hook.Readiness;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Waits until bundles that were started have registered what is expected of them, and say that they are ready. */
final class Ready {
    private static final long PAUSE_MILLIS = 20;

    private final BundleContext context;
    private final Components components;

    Ready(BundleContext context, Components components) {
        this.context = context;
        this.components = components;
    }

    /**
     * Returns when all is well.
     *
     * @param expected the names of hooks that the bundles must have handlers for
     * @param mend one more way out than mending or waiting
     * @throws DeployException when a component fails, or the time is over
     */
    void await(Force.Aside aside, Set<String> expected, Duration limit, String mend) throws DeployException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            refuseFailures(aside.bundles());
            long left = end - System.nanoTime();
            Optional<String> obstacle = obstacle(aside, expected, Duration.ofNanos(Math.max(left, 1)));
            if (obstacle.isEmpty()) {
                return;
            }
            if (left <= 0) {
                throw DeployException.because(obstacle.get() + " after " + shown(limit)
                        + "; mend the plugin, or give it more ready_time in etc/org.grapnel.deployer.json" + mend);
            }
            pause();
        }
    }

    /** Looks once whether a component has failed. */
    void refuseFailures(List<Bundle> bundles) throws DeployException {
        for (Bundle bundle : bundles) {
            Optional<String> failed = components.failureIn(bundle);
            if (failed.isPresent()) {
                throw DeployException.because(failed.get() + "; mend the plugin or its configuration");
            }
        }
    }

    private static void pause() throws DeployException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw Lifecycle.interrupted();
        }
    }

    private Optional<String> obstacle(Force.Aside aside, Set<String> expected, Duration left) throws DeployException {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(aside.hooks());
        if (!missing.isEmpty()) {
            String why = aside.bundles().stream()
                    .map(components::unsatisfiedIn)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(text -> " (" + text + ")")
                    .orElse("");
            return Optional.of("has not registered " + String.join(", ", missing) + why);
        }
        for (Bundle bundle : aside.bundles()) {
            Optional<String> reason = notReady(bundle, left);
            if (reason.isPresent()) {
                return Optional.of("is not ready: " + reason.get());
            }
        }
        return Optional.empty();
    }

    private Optional<String> notReady(Bundle bundle, Duration left) throws DeployException {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
            if (List.of((String[]) service.getProperty(Constants.OBJECTCLASS)).contains(Readiness.class.getName())) {
                Optional<String> reason = ask(service, left);
                if (reason.isPresent()) {
                    return reason;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> ask(ServiceReference<?> reference, Duration left) throws DeployException {
        try {
            return OwnThread.call("grapnel-readiness", left, () -> answer(reference), () -> {});
        } catch (TimeoutException e) {
            return Optional.of("its readiness does not answer");
        } catch (ExecutionException e) {
            return Optional.of(Lifecycle.reason(e));
        } catch (InterruptedException e) {
            throw Lifecycle.interrupted();
        }
    }

    private Optional<String> answer(ServiceReference<?> reference) {
        Object service = context.getService(reference);
        try {
            return service instanceof Readiness readiness ? readiness.notReady() : Optional.empty();
        } finally {
            context.ungetService(reference);
        }
    }

    static String shown(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
