package org.grapnel.deployer.live;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Asks the component runtime, where there is one, whether a bundle's components came up. */
final class Components {
    private final BundleContext context;
    private final boolean available;

    Components(BundleContext context) {
        this.context = context;
        this.available = isAvailable();
    }

    /** The package is an optional import: without the runtime's API there are no components to ask for. */
    private static boolean isAvailable() {
        try {
            return ServiceComponentRuntime.class.isInterface();
        } catch (NoClassDefFoundError e) {
            return false;
        }
    }

    /** The first component whose activation failed, and its reason. */
    Optional<String> failureIn(Bundle bundle) {
        return available ? Linked.first(context, bundle, false) : Optional.empty();
    }

    /** The first component that waits for something, and for what. */
    Optional<String> unsatisfiedIn(Bundle bundle) {
        return available ? Linked.first(context, bundle, true) : Optional.empty();
    }

    /**
     * True when one of a bundle's components would be made anew by a change of this configuration.
     *
     * @param pid a single one's, or the factory's
     * @param removed it goes; who can't be without it is not made anew
     */
    boolean restartsBy(Bundle bundle, String pid, boolean removed) {
        return available && Linked.restarts(context, bundle, pid, removed);
    }

    /** True when one of a bundle's components has this configuration, or instances of this factory. */
    boolean reads(Bundle bundle, String pid) {
        return available && Linked.readers(context, bundle, pid);
    }

    /** Linked only where the runtime's API is there. */
    private static final class Linked {
        static Optional<String> first(BundleContext context, Bundle bundle, boolean waiting) {
            ServiceReference<ServiceComponentRuntime> reference =
                    context.getServiceReference(ServiceComponentRuntime.class);
            ServiceComponentRuntime runtime = reference == null ? null : context.getService(reference);
            if (runtime == null) {
                return Optional.empty();
            }
            try {
                return runtime.getComponentDescriptionDTOs(bundle).stream()
                        .flatMap(component -> runtime.getComponentConfigurationDTOs(component).stream())
                        .map(configuration -> waiting ? unsatisfied(configuration) : failure(configuration))
                        .flatMap(Optional::stream)
                        .findFirst();
            } finally {
                context.ungetService(reference);
            }
        }

        static boolean restarts(BundleContext context, Bundle bundle, String pid, boolean removed) {
            return any(
                    context,
                    bundle,
                    component -> component.modified == null
                            && reads(component, pid)
                            && !(removed && "require".equals(component.configurationPolicy)));
        }

        static boolean readers(BundleContext context, Bundle bundle, String pid) {
            return any(context, bundle, component -> reads(component, pid));
        }

        private static boolean reads(ComponentDescriptionDTO component, String pid) {
            return !"ignore".equals(component.configurationPolicy)
                    && List.of(component.configurationPid).contains(pid);
        }

        private static boolean any(BundleContext context, Bundle bundle, Predicate<ComponentDescriptionDTO> which) {
            ServiceReference<ServiceComponentRuntime> reference =
                    context.getServiceReference(ServiceComponentRuntime.class);
            ServiceComponentRuntime runtime = reference == null ? null : context.getService(reference);
            if (runtime == null) {
                return false;
            }
            try {
                return runtime.getComponentDescriptionDTOs(bundle).stream().anyMatch(which);
            } finally {
                context.ungetService(reference);
            }
        }

        private static Optional<String> failure(ComponentConfigurationDTO configuration) {
            if (configuration.state != ComponentConfigurationDTO.FAILED_ACTIVATION) {
                return Optional.empty();
            }
            String why =
                    String.valueOf(configuration.failure).lines().findFirst().orElse("unknown reason");
            return Optional.of("component " + configuration.description.name + " failed: " + why);
        }

        private static Optional<String> unsatisfied(ComponentConfigurationDTO configuration) {
            String name = "component " + configuration.description.name + " waits for ";
            if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
                return Optional.of(name + "its configuration");
            }
            return Arrays.stream(configuration.unsatisfiedReferences)
                    .findFirst()
                    .map(reference -> name + "its reference " + reference.name);
        }
    }
}
