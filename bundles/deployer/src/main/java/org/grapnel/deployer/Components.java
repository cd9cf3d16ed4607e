package org.grapnel.deployer;

import java.util.Optional;
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
        if (!available) {
            return Optional.empty();
        }
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        ServiceComponentRuntime runtime = reference == null ? null : context.getService(reference);
        if (runtime == null) {
            return Optional.empty();
        }
        try {
            return failure(runtime, bundle);
        } finally {
            context.ungetService(reference);
        }
    }

    private static Optional<String> failure(ServiceComponentRuntime runtime, Bundle bundle) {
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
                if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    String why = String.valueOf(configuration.failure)
                            .lines()
                            .findFirst()
                            .orElse("unknown reason");
                    return Optional.of("component " + component.name + " failed: " + why);
                }
            }
        }
        return Optional.empty();
    }
}
