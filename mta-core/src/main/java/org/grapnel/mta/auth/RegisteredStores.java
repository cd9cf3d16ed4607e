package org.grapnel.mta.auth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.grapnel.hook.auth.CertificateMapper;
import org.grapnel.hook.auth.PasswordChecker;
import org.grapnel.hook.auth.ScramKeyStore;
import org.grapnel.hook.auth.SecretStore;
import org.grapnel.hook.auth.TokenChecker;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** The stores that bundles have registered as services. Safe for use by any thread. */
public final class RegisteredStores implements Stores, AutoCloseable {
    private final Map<Class<?>, ServiceTracker<?, ?>> trackers;

    public RegisteredStores(BundleContext context) {
        trackers = Stream.of(
                        PasswordChecker.class,
                        ScramKeyStore.class,
                        SecretStore.class,
                        TokenChecker.class,
                        CertificateMapper.class)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), type -> tracker(context, type)));
    }

    private static <T> ServiceTracker<T, T> tracker(BundleContext context, Class<T> type) {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        return tracker;
    }

    @Override
    public <T> List<T> of(Class<T> type) {
        ServiceTracker<?, ?> tracker = trackers.get(type);
        if (tracker == null) {
            throw new IllegalArgumentException(type + " is no interface of stores");
        }
        List<ServiceReference<?>> references =
                new ArrayList<>(tracker.getTracked().keySet());
        references.sort(Collections.reverseOrder()); // OSGi Core 5.2.5: rank, then the older service
        List<T> stores = new ArrayList<>(references.size());
        Map<?, ?> services = tracker.getTracked();
        for (ServiceReference<?> reference : references) {
            Object service = services.get(reference);
            if (service != null) { // null: it has just left
                stores.add(type.cast(service));
            }
        }
        return stores;
    }

    @Override
    public void close() {
        trackers.values().forEach(ServiceTracker::close);
    }
}
