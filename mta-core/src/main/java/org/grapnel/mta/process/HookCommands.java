package org.grapnel.mta.process;

import java.util.List;
import java.util.Locale;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.Handler;
import org.grapnel.mta.dispatch.HandlerStats;
import org.grapnel.mta.dispatch.Points;

/** What is hooked where. */
final class HookCommands {
    static final Syntax LIST = Syntax.NONE
            .optional("PATTERN", "part of a hook's name")
            .flag('u', "used", "only points that have handlers");

    static final Syntax NAME = Syntax.NONE.required("HANDLER", "its name, as hook:list shows it");

    private final Points points;
    private final Dispatcher dispatcher;

    HookCommands(Points points, Dispatcher dispatcher) {
        this.points = points;
        this.dispatcher = dispatcher;
    }

    /** One row a handler, in the order of calls; points without handlers have one row. */
    Answer list(Arguments arguments) throws CommandException {
        String pattern = arguments.first("PATTERN").orElse("").toLowerCase(Locale.ROOT);
        Answer.Rows rows = Answer.rows(
                "room", "hook!", "kind", "rank", "handler", "bundle", "version", "state", "calls", "faults", "mean");
        for (HookPoint<?, ?> point : points.all()) {
            List<Handler> handlers = dispatcher.handlers(point);
            if (!point.name().toLowerCase(Locale.ROOT).contains(pattern)
                    || (handlers.isEmpty() && arguments.has("used"))) {
                continue;
            }
            if (handlers.isEmpty()) {
                rows.add(room(point), point.name(), point.kind(), "", "", "", "", "", "", "", "");
            }
            for (Handler handler : handlers) {
                Handler.Identity identity = handler.identity();
                HandlerStats stats = handler.stats();
                rows.add(
                        room(point),
                        point.name(),
                        point.kind(),
                        identity.ranking(),
                        identity.name(),
                        identity.bundle(),
                        identity.version(),
                        handler.quarantineLeft().isZero() ? Answer.good("in force") : Answer.bad("quarantine"),
                        stats.calls(),
                        stats.faults(),
                        java.time.Duration.ofNanos(stats.meanNanos()));
            }
        }
        return rows.table();
    }

    Answer release(Arguments arguments) throws CommandException {
        String name = arguments.required("HANDLER");
        List<Handler> named =
                dispatcher.handlers(handler -> handler.identity().name().equals(name));
        if (named.isEmpty()) {
            throw new CommandException(name + ": no handler of this name; hook:list -u lists those there are");
        }
        long freed = named.stream()
                .filter(handler -> !handler.quarantineLeft().isZero())
                .count();
        named.forEach(Handler::release);
        return Answer.done(freed == 0 ? name + " was not in quarantine" : name + " is in force again");
    }

    /** The last part of the package, as everywhere. */
    private static String room(HookPoint<?, ?> point) {
        String name = point.type().getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
