package org.grapnel.mta.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.grapnel.hook.HandlerProperties;
import org.grapnel.hook.HookPoint;
import org.grapnel.mta.config.Settings;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the dispatcher from the service registry: one listener for the handlers of all points. Events come on the thread that
 * registers or unregisters; an unregistration returns only when the handler has drained, and so does the stop of its bundle.
 */
public final class HandlerTracker
        implements ServiceListener, BundleTrackerCustomizer<List<HookPoint<?, ?>>>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerTracker.class);

    private final BundleContext context;
    private final Points points;
    private final Dispatcher dispatcher;
    private final Rollouts rollouts;
    private final Policies policies;
    private final @Nullable Guard guard;
    private final Map<ServiceReference<?>, List<Handler>> tracked = new ConcurrentHashMap<>();
    private final BundleTracker<List<HookPoint<?, ?>>> bundles;
    private final SynchronousBundleListener uninstalled = this::bundleChanged;

    /** A tracker whose handlers nobody watches, treated by the defaults. */
    public HandlerTracker(BundleContext context, Points points, Dispatcher dispatcher) {
        this(context, points, dispatcher, new Rollouts(dispatcher), Settings::defaults, null);
    }

    /** A tracker that treats its handlers as the settings say; without a guard they are not watched. */
    public HandlerTracker(
            BundleContext context,
            Points points,
            Dispatcher dispatcher,
            Rollouts rollouts,
            Supplier<Settings> settings,
            @Nullable Guard guard) {
        this.rollouts = rollouts;
        this.policies = new Policies(settings);
        this.guard = guard;
        this.context = context;
        this.points = points;
        this.dispatcher = dispatcher;
        this.bundles = new BundleTracker<>(context, Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE, this);
    }

    public void open() {
        context.addBundleListener(uninstalled);
        bundles.open();
        context.addServiceListener(this);
        addMissing();
    }

    @Override
    public void close() {
        context.removeServiceListener(this);
        bundles.close();
        context.removeBundleListener(uninstalled);
    }

    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED) {
            rollouts.gone(event.getBundle().getBundleId());
        }
    }

    /** All that are registered: in force, switched off by the configuration, kept aside, and on their way out. */
    public List<Handler> handlers() {
        List<Handler> all = new ArrayList<>();
        for (List<Handler> handlers : tracked.values()) {
            synchronized (handlers) {
                all.addAll(handlers);
            }
        }
        return all;
    }

    @Override
    public List<HookPoint<?, ?>> addingBundle(Bundle bundle, BundleEvent event) {
        List<HookPoint<?, ?>> declared = points.declaredBy(bundle);
        declared.forEach(points::add);
        dispatcher.known(declared);
        if (!declared.isEmpty() && event != null) {
            addMissing(); // handlers may have been registered before their point was known
        }
        return declared;
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, List<HookPoint<?, ?>> declared) {}

    /** Also called when a bundle begins to stop, before its activator's stop: its handlers leave together, while they still can work. */
    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, List<HookPoint<?, ?>> declared) {
        if (event != null && !servesToTheEnd(bundle)) {
            remove(tracked.keySet().stream()
                    .filter(reference -> bundle.equals(reference.getBundle()))
                    .toList());
        }
        points.remove(declared);
        dispatcher.forget(declared);
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        ServiceReference<?> reference = event.getServiceReference();
        switch (event.getType()) {
            case ServiceEvent.REGISTERED -> add(reference);
            case ServiceEvent.MODIFIED -> modified(reference);
            case ServiceEvent.UNREGISTERING -> remove(List.of(reference));
            default -> {}
        }
    }

    private void addMissing() {
        try {
            ServiceReference<?>[] all = context.getAllServiceReferences(null, null);
            if (all != null) {
                for (ServiceReference<?> reference : all) {
                    add(reference);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // there is no filter that could be wrong
        }
    }

    private void add(ServiceReference<?> reference) {
        List<HookPoint<?, ?>> wanted = pointsOf(reference);
        if (wanted.isEmpty() || tracked.containsKey(reference) || isLeaving(reference.getBundle())) {
            return; // a bundle that stops brings nothing into force, not for a moment
        }
        Object target = context.getService(reference);
        if (target == null) {
            LOG.error(
                    "{} {}: its handler of {} could not be made; see its component's error above",
                    reference.getBundle().getSymbolicName(),
                    reference.getBundle().getVersion(),
                    wanted);
            return;
        }
        List<Handler> handlers = handlers(reference, target, wanted);
        synchronized (handlers) { // a change or removal that comes now waits until the handlers are in force
            if (tracked.putIfAbsent(reference, handlers) != null) {
                context.ungetService(reference);
                return;
            }
            if (!rollouts.keepAside(handlers.get(0).bundleId(), handlers)) {
                dispatcher.add(handlers);
            }
        }
        if (!isRegistered(reference) || isLeaving(reference.getBundle())) {
            remove(List.of(reference)); // that began while we were at it, and its event came too early
        }
    }

    private boolean isLeaving(@Nullable Bundle bundle) {
        return bundle == null || (bundle.getState() == Bundle.STOPPING && !servesToTheEnd(bundle));
    }

    /** The framework's handlers and the engine's own leave with their services, after the last session. */
    private boolean servesToTheEnd(Bundle bundle) {
        return bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID || bundle.equals(context.getBundle());
    }

    /** Asks the registry: during its UNREGISTERING event a reference still has its bundle. */
    private boolean isRegistered(ServiceReference<?> reference) {
        String filter = "(" + Constants.SERVICE_ID + "=" + reference.getProperty(Constants.SERVICE_ID) + ")";
        try {
            return context.getAllServiceReferences(null, filter) != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // a number can't break a filter
        }
    }

    /** Treats all handlers anew, after a change of the configuration. */
    public void reconsider() {
        tracked.keySet().forEach(this::modified);
    }

    private void modified(ServiceReference<?> reference) {
        List<Handler> handlers = tracked.get(reference);
        if (handlers == null) {
            return;
        }
        synchronized (handlers) {
            if (tracked.get(reference) != handlers) {
                return; // it left meanwhile
            }
            List<Handler> now = new ArrayList<>();
            for (Handler old : handlers) {
                String name = old.identity().name();
                now.add(old.with(identity(reference, name), policies.of(reference, old.point(), name)));
            }
            if (!rollouts.exchange(now.get(0).bundleId(), handlers, now)) {
                dispatcher.replace(List.copyOf(handlers), now);
            }
            handlers.clear();
            handlers.addAll(now);
        }
    }

    /** All at once, so that no transaction begins with some of them, and the drain time runs once. */
    private void remove(List<ServiceReference<?>> references) {
        List<ServiceReference<?>> removed = new ArrayList<>();
        List<Handler> leaving = new ArrayList<>();
        for (ServiceReference<?> reference : references) {
            List<Handler> handlers = tracked.remove(reference);
            if (handlers != null) {
                removed.add(reference);
                synchronized (handlers) {
                    if (!rollouts.forget(handlers.get(0).bundleId(), handlers)) {
                        leaving.addAll(handlers);
                    }
                }
            }
        }
        if (!leaving.isEmpty()) {
            dispatcher.remove(leaving);
        }
        removed.forEach(context::ungetService);
    }

    private List<HookPoint<?, ?>> pointsOf(ServiceReference<?> reference) {
        List<HookPoint<?, ?>> found = new ArrayList<>(1);
        for (String name : (String[]) reference.getProperty(Constants.OBJECTCLASS)) {
            HookPoint<?, ?> point = points.find(name);
            if (point != null && reference.isAssignableTo(home(point), name)) {
                found.add(point);
            }
        }
        return found;
    }

    /** Whose class of that name it must be: of a vendor's interface several versions may be about. */
    private Bundle home(HookPoint<?, ?> point) {
        Bundle home = FrameworkUtil.getBundle(point.type());
        return home == null ? context.getBundle() : home;
    }

    private List<Handler> handlers(ServiceReference<?> reference, Object target, Collection<HookPoint<?, ?>> wanted) {
        List<Handler> handlers = new ArrayList<>();
        String name = name(reference, target);
        for (HookPoint<?, ?> point : wanted) {
            handlers.add(new Handler(
                    point,
                    identity(reference, name),
                    reference.getBundle() == null ? -1 : reference.getBundle().getBundleId(),
                    target,
                    policies.of(reference, point, name),
                    guard,
                    new Conduct()));
        }
        return handlers;
    }

    private Handler.Identity identity(ServiceReference<?> reference, String name) {
        Bundle bundle = reference.getBundle();
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        return new Handler.Identity(
                name,
                bundle == null ? "?" : bundle.getSymbolicName(),
                bundle == null ? "?" : bundle.getVersion().toString(),
                policies.ranking(name).orElse(ranking instanceof Integer i ? i : 0), // OSGi Core 5.2.5: else 0
                (Long) reference.getProperty(Constants.SERVICE_ID));
    }

    private static String name(ServiceReference<?> reference, Object target) {
        for (String key : List.of(HandlerProperties.NAME, "component.name")) {
            if (reference.getProperty(key) instanceof String name && !name.isBlank()) {
                return name;
            }
        }
        return target.getClass().getName();
    }
}
