package org.grapnel.mta.process;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.config.AsciiDomain;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.queue.Suspension;

/** Stops and goes on with deliveries to a domain, through a binding, or all. */
final class SuspensionCommands {
    static final Syntax SYNTAX = Syntax.NONE
            .option("domain", "DOMAIN", "deliveries to this routing domain")
            .option("binding", "BINDING", "deliveries through this binding")
            .flag("all", "all deliveries")
            .flag("dry-run", "say what would be done, and do nothing");

    private final Queue queue;
    private final Supplier<Settings> settings;

    SuspensionCommands(Queue queue, Supplier<Settings> settings) {
        this.queue = queue;
        this.settings = settings;
    }

    Answer suspend(Arguments arguments) throws CommandException {
        Suspension what = named(arguments);
        if (what.binding().isPresent() && !known(what.binding().get())) {
            throw ChangeVerb.noBinding(what.binding().get(), settings.get());
        }
        if (arguments.has("dry-run")) {
            return Answer.done("nothing is changed; without --dry-run, " + what + " would be suspended");
        }
        try {
            return Answer.done(
                    queue.suspend(what)
                            ? what + ": suspended, also over a restart; deliveries under way come to their end"
                            : what + ": suspended already");
        } catch (IOException e) {
            throw new CommandException(what + ": not suspended: can't be written down: " + e.getMessage());
        }
    }

    /** Configured, or the messages that have it were left behind when it was taken out of the configuration. */
    private boolean known(String binding) {
        return settings.get().bindings().contains(binding)
                || queue.domains().stream().anyMatch(domain -> domain.bindings().contains(binding));
    }

    Answer resume(Arguments arguments) throws CommandException {
        Suspension what = named(arguments);
        if (arguments.has("dry-run")) {
            return Answer.done("nothing is changed; without --dry-run, these would go on: "
                    + listed(queue.suspensions().included(what)));
        }
        try {
            List<Suspension> ended = queue.resume(what);
            if (ended.isEmpty()) {
                throw new CommandException(what + ": not suspended; in force: "
                        + listed(queue.suspensions().all()));
            }
            return Answer.done(listed(ended) + ": deliveries go on");
        } catch (IOException e) {
            throw new CommandException(what + ": still suspended: the end can't be written down: " + e.getMessage());
        }
    }

    Answer list(Arguments arguments) {
        Answer.Rows rows = Answer.rows("domain!", "binding!");
        for (Suspension each : queue.suspensions().all()) {
            rows.add(each.domain().orElse("*"), each.binding().orElse("*"));
        }
        return rows.table();
    }

    private static String listed(List<Suspension> all) {
        return all.isEmpty()
                ? "none"
                : String.join(
                        ", ", all.stream().map(Suspension::toString).sorted().toList());
    }

    private static Suspension named(Arguments arguments) throws CommandException {
        Optional<String> domain = arguments.first("domain").map(name -> AsciiDomain.of(name.toLowerCase(Locale.ROOT)));
        Optional<String> binding = arguments.first("binding");
        if (domain.isEmpty() && binding.isEmpty() && !arguments.has("all")) {
            throw CommandException.usage("say what: --domain, --binding or --all");
        }
        for (String name : java.util.stream.Stream.concat(domain.stream(), binding.stream())
                .toList()) {
            if (name.isBlank() || name.length() > 255 || name.matches(".*[\\s*].*")) {
                throw CommandException.usage("'" + name + "' is no name of a domain or binding");
            }
        }
        return new Suspension(domain, binding);
    }
}
