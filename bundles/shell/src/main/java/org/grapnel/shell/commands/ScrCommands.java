package org.grapnel.shell.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** {@code component:list} and {@code component:info}: the components of Declarative Services, and what they wait for. */
@Component(
        service = {},
        immediate = true)
public final class ScrCommands {
    private static final Map<Integer, Answer.Mark> STATES = Map.of(
            ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION, Answer.bad("no configuration"),
            ComponentConfigurationDTO.UNSATISFIED_REFERENCE, Answer.bad("unsatisfied"),
            ComponentConfigurationDTO.SATISFIED, Answer.good("satisfied"),
            ComponentConfigurationDTO.ACTIVE, Answer.good("active"),
            ComponentConfigurationDTO.FAILED_ACTIVATION, Answer.bad("failed"));

    private final ServiceComponentRuntime runtime;
    private final List<ServiceRegistration<ControlCommand>> registrations;

    @Activate
    public ScrCommands(BundleContext context, @Reference ServiceComponentRuntime runtime) {
        this.runtime = runtime;
        FrameworkCommand list = FrameworkCommand.view(
                "component:list",
                "list the components, their state and what they wait for",
                Syntax.NONE.optional("PATTERN", "part of a component's name"),
                this::names,
                this::list);
        FrameworkCommand info = FrameworkCommand.view(
                "component:info",
                "show a component: references, properties, failures",
                Syntax.NONE.required("COMPONENT", "a name, or the end of one"),
                this::names,
                this::info);
        registrations = Stream.of(list, info)
                .map(command -> context.registerService(ControlCommand.class, command, null))
                .toList();
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    private List<ComponentDescriptionDTO> descriptions() {
        return runtime.getComponentDescriptionDTOs().stream()
                .sorted(Comparator.comparing((ComponentDescriptionDTO d) -> d.name)
                        .thenComparing(d -> d.bundle.id))
                .toList();
    }

    private List<String> names() {
        return descriptions().stream().map(d -> d.name).distinct().toList();
    }

    private Answer list(Arguments arguments) {
        String part = arguments.first("PATTERN").orElse("");
        Answer.Rows rows = Answer.rows("bundle!", "component", "state!", "waitsFor");
        for (ComponentDescriptionDTO description : descriptions()) {
            if (!description.name.contains(part)) {
                continue;
            }
            Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(description);
            if (configurations.isEmpty()) {
                boolean enabled = runtime.isComponentEnabled(description);
                Answer.Mark state = enabled ? Answer.bad("no configuration") : Answer.faint("disabled");
                rows.add(description.bundle.id, description.name, state, enabled ? pids(description) : List.of());
            }
            for (ComponentConfigurationDTO configuration : configurations) {
                rows.add(description.bundle.id, description.name, state(configuration), unsatisfied(configuration));
            }
        }
        return rows.table();
    }

    private static List<Object> pids(ComponentDescriptionDTO description) {
        return List.copyOf(Arrays.asList(description.configurationPid));
    }

    private static Answer.Mark state(ComponentConfigurationDTO configuration) {
        return STATES.getOrDefault(configuration.state, Answer.warn("?"));
    }

    private static List<Object> unsatisfied(ComponentConfigurationDTO configuration) {
        List<Object> names = new ArrayList<>();
        for (var reference : configuration.unsatisfiedReferences) {
            names.add(Arrays.stream(configuration.description.references)
                    .filter(r -> r.name.equals(reference.name))
                    .map(r -> r.interfaceName + (reference.target == null ? "" : " " + reference.target))
                    .findFirst()
                    .orElse(reference.name));
        }
        return names;
    }

    private Answer info(Arguments arguments) throws CommandException {
        String name = arguments.required("COMPONENT");
        List<ComponentDescriptionDTO> found = descriptions().stream()
                .filter(d -> d.name.equals(name) || d.name.endsWith("." + name))
                .toList();
        if (found.isEmpty()) {
            throw new CommandException("no such component: " + name + " – see component:list");
        }
        if (found.size() == 1) {
            return describe(found.get(0));
        }
        Answer.Details all = Answer.details();
        for (ComponentDescriptionDTO each : found) {
            all = all.with(each.name + " of bundle " + each.bundle.id, describe(each));
        }
        return all;
    }

    private Answer.Details describe(ComponentDescriptionDTO description) {
        Answer.Details details = Answer.details()
                .with("component", description.name)
                .with(
                        "bundle",
                        description.bundle.symbolicName + " " + description.bundle.version + " ("
                                + description.bundle.id + ")")
                .with("implementation", description.implementationClass)
                .with("services", List.copyOf(Arrays.asList(description.serviceInterfaces)))
                .with("scope", Optional.ofNullable(description.scope))
                .with("enabled", runtime.isComponentEnabled(description))
                .with("immediate", description.immediate)
                .with("configurationPids", pids(description))
                .with("configurationPolicy", Optional.ofNullable(description.configurationPolicy));
        int number = 0;
        for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(description)) {
            number++;
            details = details.with("instance " + number, describe(configuration));
        }
        return details;
    }

    private static Answer describe(ComponentConfigurationDTO configuration) {
        Answer.Details details = Answer.details().with("id", configuration.id).with("state", state(configuration));
        if (configuration.failure != null) {
            details = details.with(
                    "failure", configuration.failure.lines().findFirst().orElse(""));
        }
        Answer.Rows references = Answer.rows("reference", "interface", "cardinality!", "bound", "state!");
        for (ReferenceDTO reference : configuration.description.references) {
            long bound = Arrays.stream(configuration.satisfiedReferences)
                    .filter(r -> r.name.equals(reference.name))
                    .mapToLong(r -> r.boundServices.length)
                    .sum();
            boolean missing =
                    Arrays.stream(configuration.unsatisfiedReferences).anyMatch(r -> r.name.equals(reference.name));
            references.add(
                    reference.name,
                    reference.interfaceName,
                    reference.cardinality,
                    bound,
                    missing ? Answer.bad("unsatisfied") : Answer.good("satisfied"));
        }
        Answer.Details properties = Answer.details();
        for (Map.Entry<String, Object> entry : new TreeMap<>(configuration.properties).entrySet()) {
            Object value = entry.getValue();
            properties = properties.with(
                    entry.getKey(), value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value));
        }
        return details.with("references", references.table()).with("properties", properties);
    }
}
