package org.grapnel.mta.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.grapnel.hook.HookPoint;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hook points that are known, by the class name of their interface. A bundle makes its points known with the manifest header
 * {@code Grapnel-Hooks}, the list of its hook interfaces; the API bundle and vendors' bundles do it alike.
 */
public final class Points {
    /** In a bnd file: {@code Grapnel-Hooks: ${classes;ANNOTATED;org.grapnel.hook.Hook}}. */
    static final String HEADER = "Grapnel-Hooks";

    private static final Logger LOG = LoggerFactory.getLogger(Points.class);

    private final Map<String, HookPoint<?, ?>> byInterface = new ConcurrentHashMap<>();

    @Nullable
    HookPoint<?, ?> find(String interfaceName) {
        return byInterface.get(interfaceName);
    }

    /** All points, by room and name. */
    public List<HookPoint<?, ?>> all() {
        return byInterface.values().stream()
                .sorted(Comparator.comparing((HookPoint<?, ?> p) -> p.type().getPackageName())
                        .thenComparing(HookPoint::name))
                .toList();
    }

    public void add(HookPoint<?, ?> point) {
        byInterface.put(point.type().getName(), point);
    }

    void remove(Collection<HookPoint<?, ?>> points) {
        points.forEach(point -> byInterface.remove(point.type().getName(), point));
    }

    /** Reads the points that a bundle declares. */
    List<HookPoint<?, ?>> declaredBy(Bundle bundle) {
        String header = bundle.getHeaders("").get(HEADER);
        List<HookPoint<?, ?>> points = new ArrayList<>();
        if (header != null) {
            for (String name : header.split("[,\\s]+")) {
                if (!name.isEmpty()) {
                    read(bundle, name, points);
                }
            }
        }
        return points;
    }

    private static void read(Bundle bundle, String name, List<HookPoint<?, ?>> points) {
        try {
            points.add(
                    (HookPoint<?, ?>) bundle.loadClass(name).getField("POINT").get(null));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            LOG.error(
                    "{} {}: {} names {}, which is no hook point: {}; annotate the interface with @Hook and give it a constant POINT",
                    bundle.getSymbolicName(),
                    bundle.getVersion(),
                    HEADER,
                    name,
                    e.toString());
        }
    }
}
