package org.grapnel.deployer.live;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.grapnel.deployer.gate.Unit;
import org.grapnel.hook.Hook;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** The names of the hooks that services handle. */
public final class HookNames {
    private HookNames() {}

    /** What a unit's component descriptions promise; empty when an activator may register others. */
    public static Optional<NavigableSet<String>> promised(Unit unit) {
        return unit.services().map(services -> {
            NavigableSet<String> names = new TreeSet<>();
            services.forEach(type -> name(HookNames::ofApi, type).ifPresent(names::add));
            return names;
        });
    }

    /** What the bundle has registered, one entry a service and hook. */
    static int count(Bundle bundle, NavigableSet<String> names) {
        int count = 0;
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
            for (String type : (String[]) service.getProperty(Constants.OBJECTCLASS)) {
                Optional<String> name = name(bundle::loadClass, type);
                name.ifPresent(names::add);
                count += name.isPresent() ? 1 : 0;
            }
        }
        return count;
    }

    /** Looks an interface up where it is known. */
    @FunctionalInterface
    private interface Loader {
        Class<?> load(String type) throws ClassNotFoundException;
    }

    private static Class<?> ofApi(String type) throws ClassNotFoundException {
        return Class.forName(type, false, Hook.class.getClassLoader());
    }

    private static Optional<String> name(Loader loader, String type) {
        try {
            return Optional.ofNullable(loader.load(type).getAnnotation(Hook.class))
                    .map(Hook::name);
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty(); // a service under a name that is not known there can't be a handler
        }
    }
}
