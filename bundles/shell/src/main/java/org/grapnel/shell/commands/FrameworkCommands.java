package org.grapnel.shell.commands;

import java.util.List;
import java.util.stream.Stream;
import org.grapnel.hook.control.ControlCommand;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Registers the commands about bundles and the process. */
@Component(
        service = {},
        immediate = true)
public final class FrameworkCommands {
    private final List<ServiceRegistration<ControlCommand>> registrations;

    @Activate
    public FrameworkCommands(BundleContext context) {
        registrations = Stream.of(
                        new BundleViews(context).commands(),
                        new BundleChanges(context).commands(),
                        new SystemCommands(context).commands())
                .flatMap(List::stream)
                .map(command -> context.registerService(ControlCommand.class, command, null))
                .toList();
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
