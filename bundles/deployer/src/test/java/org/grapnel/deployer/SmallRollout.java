package org.grapnel.deployer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.grapnel.hook.Hook;
import org.grapnel.hook.Rollout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/** Tracks the handlers of bundles, and writes down after each change which versions of the relay handler are in force. */
final class SmallRollout implements Rollout, ServiceListener {
    private static final String WATCHED = "config_get_domain_relay";

    private final BundleContext context;
    private final Set<Long> aside = ConcurrentHashMap.newKeySet();
    private final Map<Long, Long> faults = new ConcurrentHashMap<>();
    private final Map<Long, ShadowReport> shadows = new ConcurrentHashMap<>();
    /** Versions in force, after each change. */
    final List<Set<String>> steps = new ArrayList<>();

    SmallRollout(BundleContext context) {
        this.context = context;
        context.addServiceListener(this);
        context.registerService(Rollout.class, this, null);
    }

    /** Has a version's handlers look as if they had thrown so often, in a hundred calls. */
    void faults(Bundle bundle, long count) {
        faults.put(bundle.getBundleId(), count);
    }

    ShadowReport shadowOf(Bundle serving) {
        return shadows.get(serving.getBundleId());
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        note(event.getType() == ServiceEvent.UNREGISTERING ? event.getServiceReference() : null);
    }

    private synchronized void note(ServiceReference<?> leaving) {
        Set<String> now = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            if (!aside.contains(bundle.getBundleId())
                    && views(bundle, leaving).stream()
                            .anyMatch(view -> view.hook().equals(WATCHED))) {
                now.add(bundle.getVersion() + "#" + bundle.getBundleId());
            }
        }
        steps.add(now);
    }

    synchronized List<Set<String>> steps() {
        return List.copyOf(steps);
    }

    private List<HandlerView> views(Bundle bundle, ServiceReference<?> leaving) {
        ServiceReference<?>[] services =
                bundle.getState() == Bundle.UNINSTALLED ? null : bundle.getRegisteredServices();
        long broken = faults.getOrDefault(bundle.getBundleId(), 0L);
        return Arrays.stream(services == null ? new ServiceReference<?>[0] : services)
                .filter(service -> !service.equals(leaving))
                .flatMap(service -> Arrays.stream((String[]) service.getProperty(Constants.OBJECTCLASS)))
                .flatMap(type -> hook(type).stream())
                .map(name -> new HandlerView(name, "test", 0, 100, broken, false))
                .toList();
    }

    private static List<String> hook(String type) {
        try {
            Hook hook = Class.forName(type).getAnnotation(Hook.class);
            return hook == null ? List.of() : List.of(hook.name());
        } catch (ClassNotFoundException e) {
            return List.of();
        }
    }

    @Override
    public Held hold(Set<Long> bundleIds) {
        aside.addAll(bundleIds);
        return new SmallHeld(Set.copyOf(bundleIds));
    }

    @Override
    public List<HandlerView> inForce(long bundleId) {
        Bundle bundle = context.getBundle(bundleId);
        return bundle == null || aside.contains(bundleId) ? List.of() : views(bundle, null);
    }

    private final class SmallHeld implements Held {
        private final Set<Long> ids;

        private SmallHeld(Set<Long> ids) {
            this.ids = ids;
        }

        @Override
        public List<HandlerView> handlers() {
            return ids.stream()
                    .flatMap(id -> views(context.getBundle(id), null).stream())
                    .toList();
        }

        @Override
        public void release(Set<Long> replaced) {
            synchronized (SmallRollout.this) {
                aside.addAll(replaced);
                aside.removeAll(ids);
                note(null);
            }
        }

        @Override
        public void shadow(long servingBundleId, ShadowReport report) {
            shadows.put(servingBundleId, report);
        }

        @Override
        public void abandon() {
            // stays aside until it is gone
        }
    }
}
