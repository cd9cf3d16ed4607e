package org.grapnel.mta.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.ControlService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires the control service into a framework: finds the commands that bundles register, gives each to Gogo, and
 * registers the service. start and close are called once each, by the engine's activator.
 */
public final class ControlRoom implements AutoCloseable, Catalogue.Current {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRoom.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*(:[a-z][a-z0-9-]*)?");

    private final BundleContext context;
    private final Supplier<Hooks> hooks;
    private final Limits limits;
    private final ServiceTracker<CommandProcessor, CommandProcessor> gogo;
    private final ServiceTracker<ControlCommand, Offer> commands;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "control-timer");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Catalogue catalogue = new Catalogue(Map.of());
    private final Map<ServiceReference<ControlCommand>, Offer> offers = new HashMap<>();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    public ControlRoom(BundleContext context, Supplier<Hooks> hooks) {
        this(context, hooks, Limits.DEFAULT);
    }

    ControlRoom(BundleContext context, Supplier<Hooks> hooks, Limits limits) {
        this.context = context;
        this.hooks = hooks;
        this.limits = limits;
        this.gogo = new ServiceTracker<>(context, CommandProcessor.class, null);
        this.commands = new ServiceTracker<>(context, ControlCommand.class, new Offers());
    }

    /** From here on lines run. The engine's own commands come from other rooms as services; help and the filters are here. */
    public void start() {
        gogo.open();
        commands.open();
        registrations.add(context.registerService(ControlCommand.class, new HelpCommand(this), null));
        for (ControlCommand filter : TextFilter.ALL) {
            registrations.add(context.registerService(ControlCommand.class, filter, null));
        }
        Control control = new Control(hooks, () -> Optional.ofNullable(gogo.getService()), this, timer, limits);
        registrations.add(context.registerService(ControlService.class, control, null));
    }

    @Override
    public Catalogue get() {
        return catalogue;
    }

    @Override
    public void close() {
        for (int i = registrations.size() - 1; i >= 0; i--) {
            registrations.get(i).unregister();
        }
        commands.close();
        gogo.close();
        timer.shutdownNow();
    }

    /** A command service and its Gogo function. */
    private record Offer(
            ControlCommand command, ServiceReference<ControlCommand> from, ServiceRegistration<Function> function) {}

    private final class Offers implements ServiceTrackerCustomizer<ControlCommand, Offer> {
        @Override
        public Offer addingService(ServiceReference<ControlCommand> reference) {
            ControlCommand command = context.getService(reference);
            String name = command.name();
            if (!NAME.matcher(name).matches()) {
                LOG.error(
                        "{}: command '{}' is left out: its name must be room:verb in lower case",
                        reference.getBundle(),
                        name);
                context.ungetService(reference);
                return null;
            }
            Offer offer = new Offer(command, reference, register(command, reference));
            refresh(() -> offers.put(reference, offer));
            return offer;
        }

        private ServiceRegistration<Function> register(ControlCommand command, ServiceReference<ControlCommand> from) {
            return context.registerService(
                    Function.class, new Bridge(command, hooks, limits), properties(command.name(), from));
        }

        private Dictionary<String, Object> properties(String name, ServiceReference<ControlCommand> from) {
            int colon = name.indexOf(':');
            Map<String, Object> properties = new HashMap<>();
            properties.put(CommandProcessor.COMMAND_SCOPE, colon < 0 ? Bridge.SCOPE : name.substring(0, colon));
            properties.put(CommandProcessor.COMMAND_FUNCTION, name.substring(colon + 1));
            if (from.getProperty(Constants.SERVICE_RANKING) instanceof Integer rank) {
                properties.put(Constants.SERVICE_RANKING, rank);
            }
            return FrameworkUtil.asDictionary(properties);
        }

        @Override
        public void modifiedService(ServiceReference<ControlCommand> reference, Offer offer) {
            offer.function.setProperties(properties(offer.command.name(), reference));
            refresh(() -> {});
        }

        @Override
        public void removedService(ServiceReference<ControlCommand> reference, Offer offer) {
            offer.function.unregister();
            refresh(() -> offers.remove(reference));
            context.ungetService(reference);
        }
    }

    /** Makes the next catalogue: of two commands with one name, the service that ranks higher. */
    private synchronized void refresh(Runnable change) {
        change.run();
        List<Offer> ranked = offers.values().stream()
                .sorted(Comparator.comparing(Offer::from))
                .toList();
        Map<String, ControlCommand> byName = new HashMap<>();
        ranked.forEach(offer -> byName.put(offer.command.name(), offer.command));
        catalogue = new Catalogue(byName);
    }
}
