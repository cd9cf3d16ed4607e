package org.grapnel.mta.process;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;
import org.grapnel.hook.mail.Binding;
import org.grapnel.mta.config.Explanation;
import org.grapnel.mta.config.HostPort;
import org.grapnel.mta.config.Option;
import org.grapnel.mta.config.Options;
import org.grapnel.mta.config.ScopeKind;
import org.grapnel.mta.config.Settings;

/** Which value is in force for whom. */
final class ConfigCommands {
    static final Syntax EVAL = Syntax.NONE
            .required("OPTION", "its name without scope, such as max_sessions")
            .option("listener", "NAME", "for sessions on this listener; smtp where it is not given")
            .option("client", "ADDRESS", "for sessions of this client")
            .option("domain", "NAME", "for mail to this domain")
            .option("binding", "NAME", "for mail through this binding; default where it is not given");

    private static final Set<ScopeKind> INBOUND = Set.of(ScopeKind.LISTENER, ScopeKind.NETWORK);

    private final Supplier<Settings> settings;

    ConfigCommands(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /** The commands of this class, as a table. */
    static List<ControlCommand> of(Supplier<Settings> settings) {
        return List.of(new Command(
                "config:eval",
                "show which value of an option is in force for whom, and why",
                EVAL,
                false,
                new ConfigCommands(settings)::eval));
    }

    Answer eval(Arguments arguments) throws CommandException {
        String name = arguments.required("OPTION");
        Option<?> option = Options.find(name)
                .orElseThrow(() -> new CommandException(
                        name + ": there is no such option; docs/configuration.md lists all, write it without scope"));
        boolean outbound = arguments.has("domain") || arguments.has("binding");
        boolean inbound = arguments.has("listener") || arguments.has("client");
        if (outbound && inbound) {
            throw CommandException.usage("an option counts for clients or for destinations; ask for one of them");
        }
        Explanation why = inbound || (!outbound && option.scopes().stream().anyMatch(INBOUND::contains))
                ? forClient(option, arguments)
                : settings.get()
                        .explain(
                                option,
                                arguments.first("domain").orElse("").toLowerCase(Locale.ROOT),
                                arguments.first("binding").orElse(Binding.DEFAULT));
        return Answer.details()
                .with("option", option.name())
                .with("value", why.value())
                .with("setBy", why.isDefault() ? "default" : why.key())
                .with("source", why.source())
                .with("because", why.reason());
    }

    private Explanation forClient(Option<?> option, Arguments arguments) throws CommandException {
        Settings now = settings.get();
        String listener = arguments.first("listener").orElse(Settings.SMTP);
        if (!now.listeners().containsKey(listener)) {
            throw new CommandException(listener + ": there is no such listener; there are "
                    + String.join(", ", List.copyOf(now.listeners().keySet())));
        }
        Optional<String> client = arguments.first("client");
        if (client.isEmpty()) {
            return now.explainListener(option, listener);
        }
        InetAddress address = HostPort.literal(client.get())
                .orElseThrow(() -> CommandException.usage(
                        "client: '" + client.get() + "' is no address; write it like 192.0.2.1 or 2001:db8::1"));
        return now.explainClient(option, listener, address);
    }
}
