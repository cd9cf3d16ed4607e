package org.grapnel.mta.process;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.queue.shaping.Pair;
import org.grapnel.mta.queue.shaping.Shaping;
import org.grapnel.mta.queue.shaping.Shown;

/** What adaptive shaping has learned of destinations. */
final class ShapingCommands {
    private static final Syntax LIST = Syntax.NONE.optional("DOMAIN", "only this routing domain");
    private static final Syntax RESET = Syntax.NONE
            .required("DOMAIN", "the routing domain that has its connections back")
            .optional("BINDING", "only those of this binding");

    private final Shaping shaping;
    private final Supplier<Settings> settings;

    private ShapingCommands(Shaping shaping, Supplier<Settings> settings) {
        this.shaping = shaping;
        this.settings = settings;
    }

    static List<ControlCommand> of(Shaping shaping, Supplier<Settings> settings) {
        ShapingCommands commands = new ShapingCommands(shaping, settings);
        return List.of(
                new Command(
                        "queue:shaping",
                        "list the destinations that adaptive shaping holds connections back from",
                        LIST,
                        false,
                        commands::list),
                new Command(
                        "queue:shaping-reset",
                        "have adaptive shaping forget what it learned of a destination",
                        RESET,
                        true,
                        commands::reset));
    }

    private Answer list(Arguments arguments) {
        Optional<String> domain = domain(arguments);
        Answer.Rows rows = Answer.rows(
                "domain!", "binding!", "limit", "configured", "step", "failures", "pausedUntil", "stepUpAt", "scope");
        for (Shown row : shaping.shown()) {
            if (domain.map(row.pair().domain()::equals).orElse(true)) {
                rows.add(
                        row.pair().domain(),
                        row.pair().binding(),
                        row.limit(),
                        row.configured(),
                        row.step(),
                        row.failures(),
                        row.pausedUntil().map(Object.class::cast).orElse(""),
                        row.stepUp().map(Object.class::cast).orElse(""),
                        row.shared() ? "global" : "local");
            }
        }
        return rows.table();
    }

    private Answer reset(Arguments arguments) throws CommandException {
        String domain = domain(arguments).orElseThrow();
        Optional<String> binding = arguments.first("BINDING");
        if (binding.isPresent() && !settings.get().bindings().contains(binding.get())) {
            throw new CommandException("no binding is called '" + binding.get() + "'; there are "
                    + String.join(", ", settings.get().bindings()));
        }
        List<Pair> reset = shaping.reset(domain, binding);
        if (reset.isEmpty()) {
            return Answer.done(domain + ": nothing was held against it; queue:shaping shows which destinations are");
        }
        return Answer.done(String.join(", ", reset.stream().map(Pair::toString).toList())
                + ": back to the configured connections");
    }

    private static Optional<String> domain(Arguments arguments) {
        return arguments.first("DOMAIN").map(name -> name.toLowerCase(Locale.ROOT));
    }
}
