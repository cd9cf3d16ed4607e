package org.grapnel.mta.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.felix.gogo.runtime.activator.Activator;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.Caller;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.CommandOutput;
import org.grapnel.hook.control.ControlAllowWritableConfig;
import org.grapnel.hook.control.ControlAllowWritableConfig2;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.ControlPostCommand;
import org.grapnel.hook.control.ControlPostControl;
import org.grapnel.hook.control.ControlPreCommand;
import org.grapnel.hook.control.ControlService;
import org.grapnel.hook.control.Format;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.HandlerTracker;
import org.grapnel.mta.dispatch.Points;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/** A real framework with the real Gogo runtime, the real dispatcher, and the control room; commands and hooks come as services. */
final class ControlHarness {
    static final Caller CALLER = new Caller("ada", "exec");
    private static final List<HookPoint<?, ?>> POINTS = List.of(
            ControlPreCommand.POINT,
            ControlPostCommand.POINT,
            ControlPostControl.POINT,
            ControlAllowWritableConfig.POINT,
            ControlAllowWritableConfig2.POINT);

    private static final Framework FRAMEWORK = startFramework();

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final HandlerTracker handlers;
    private final ControlRoom room;

    ControlHarness(Limits limits) {
        Dispatcher dispatcher = new Dispatcher(() -> Duration.ofSeconds(5));
        Points points = new Points();
        POINTS.forEach(points::add);
        handlers = new HandlerTracker(context(), points, dispatcher);
        handlers.open();
        room = new ControlRoom(context(), dispatcher::live, limits);
        room.start();
    }

    /** One for all tests: the Gogo runtime takes over the process's streams, which works once. */
    private static Framework startFramework() {
        try {
            Framework framework = new FrameworkFactory()
                    .newFramework(Map.of(
                            Constants.FRAMEWORK_STORAGE,
                            "target/control-tests",
                            Constants.FRAMEWORK_STORAGE_CLEAN,
                            Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                            "felix.service.urlhandlers",
                            "false"));
            framework.start();
            new Activator().start(framework.getBundleContext());
            return framework;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    BundleContext context() {
        return FRAMEWORK.getBundleContext();
    }

    ControlService service() {
        return context().getService(context().getServiceReference(ControlService.class));
    }

    <T> ServiceRegistration<T> register(Class<T> type, T service) {
        return register(type, service, 0);
    }

    <T> ServiceRegistration<T> register(Class<T> type, T service, int ranking) {
        ServiceRegistration<T> registration = context()
                .registerService(type, service, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, ranking)));
        registrations.add(registration);
        return registration;
    }

    /** A command that answers what the supplier makes of its arguments. */
    record Made(String name, Syntax syntax, boolean changesState, Work work) implements ControlCommand {
        interface Work {
            Answer on(Arguments arguments, CommandInput input) throws CommandException;
        }

        @Override
        public String summary() {
            return "do " + name;
        }

        @Override
        public Answer run(Arguments arguments, CommandInput input) throws CommandException {
            return work.on(arguments, input);
        }

        @Override
        public List<String> candidates(String parameter, String begin) {
            return List.of(parameter.toLowerCase(java.util.Locale.ROOT) + "-one", parameter + "-two");
        }
    }

    void command(String name, Syntax syntax, boolean changesState, Made.Work work) {
        register(ControlCommand.class, new Made(name, syntax, changesState, work));
    }

    /** What a caller saw. */
    record Seen(int status, String out, String err) {}

    Seen run(String line) {
        return run(line, new Format(false, 80, false));
    }

    Seen run(String line, Format format) {
        return run(line, "", format);
    }

    Seen run(String line, String input, Format format) {
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        int status = service().run(line, input, CALLER, CommandOutput.to(out::append, err::append), format);
        return new Seen(status, out.toString(), err.toString());
    }

    void close() {
        for (ServiceRegistration<?> registration : registrations) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("unregistered"); // by the test itself
            }
        }
        room.close();
        handlers.close();
    }
}
