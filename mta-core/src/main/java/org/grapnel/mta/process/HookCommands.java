package org.grapnel.mta.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.config.Selection;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.Handler;
import org.grapnel.mta.dispatch.HandlerStats;
import org.grapnel.mta.dispatch.Points;
import org.grapnel.mta.dispatch.Reach;

/** What is hooked where. */
final class HookCommands {
    static final Syntax LIST = Syntax.NONE
            .optional("PATTERN", "part of a hook's name")
            .flag('u', "used", "only points that have handlers");

    static final Syntax NAME = Syntax.NONE.required("HANDLER", "its name, as hook:list shows it");

    private final Points points;
    private final Dispatcher dispatcher;
    private final Supplier<List<Handler>> registered;

    /** @param registered all handlers, also those that are not in force */
    HookCommands(Points points, Dispatcher dispatcher, Supplier<List<Handler>> registered) {
        this.points = points;
        this.dispatcher = dispatcher;
        this.registered = registered;
    }

    /** One row a handler, in the order of calls, those that are not called behind; points without handlers have one row. */
    Answer list(Arguments arguments) throws CommandException {
        String pattern = arguments.first("PATTERN").orElse("").toLowerCase(Locale.ROOT);
        Answer.Rows rows = Answer.rows(
                "room", "hook!", "kind", "rank", "handler", "bundle", "version", "state", "calls", "faults", "mean");
        List<Handler> all = registered.get();
        for (HookPoint<?, ?> point : points.all()) {
            List<Handler> handlers = at(point, all);
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
                        state(handler),
                        stats.calls(),
                        stats.faults(),
                        Duration.ofNanos(stats.meanNanos()));
            }
        }
        return rows.table();
    }

    private List<Handler> at(HookPoint<?, ?> point, List<Handler> all) {
        List<Handler> handlers = new ArrayList<>(dispatcher.handlers(point));
        all.stream()
                .filter(handler -> handler.point() == point && handlers.stream().noneMatch(handler::isSame))
                .forEach(handlers::add);
        return handlers;
    }

    private Answer.Mark state(Handler handler) {
        if (dispatcher.handlers(handler.point()).stream().anyMatch(handler::isSame)) {
            return handler.quarantineLeft().isZero() ? Answer.good("in force") : Answer.bad("quarantine");
        }
        if (!handler.policy().enabled()) {
            return Answer.warn("off");
        }
        return handler.isReplaced() ? Answer.warn("leaving") : Answer.faint("aside");
    }

    /** How one handler is treated, and what it has answered. */
    Answer show(Arguments arguments) throws CommandException {
        String name = arguments.required("HANDLER");
        List<Handler> named = registered.get().stream()
                .filter(handler -> handler.identity().name().equals(name))
                .toList();
        if (named.isEmpty()) {
            throw new CommandException(name + ": no handler of this name; hook:list -u lists those there are");
        }
        Answer.Rows rows = Answer.rows("hook!", "state", "calls", "faults", "mean", "p99", "isolated", "answers");
        for (Handler handler : named) {
            HandlerStats stats = handler.stats();
            rows.add(
                    handler.point().name(),
                    state(handler),
                    stats.calls(),
                    stats.faults(),
                    Duration.ofNanos(stats.meanNanos()),
                    Duration.ofNanos(stats.quantileNanos(0.99)),
                    handler.isIsolated(),
                    stats.answers().entrySet().stream()
                            .map(each -> each.getKey() + " " + each.getValue())
                            .toList());
        }
        Handler first = named.get(0);
        Optional<Reach> reach = first.policy().reach();
        return Answer.details()
                .with("handler", name)
                .with("bundle", first.identity().bundle())
                .with("version", first.identity().version())
                .with("rank", first.identity().ranking())
                .with("deadline", first.policy().deadline())
                .with("onFault", first.policy().rule())
                .with("listeners", reach.map(Reach::listeners).map(HookCommands::shown))
                .with("networks", reach.map(Reach::networks).map(HookCommands::shown))
                .with("domains", reach.map(Reach::domains).map(HookCommands::shown))
                .with("bindings", reach.map(Reach::bindings).map(HookCommands::shown))
                .with(
                        "quarantineLeft",
                        named.stream().map(Handler::quarantineLeft).max(Duration::compareTo))
                .with("hooks", rows.table());
    }

    private static String shown(Selection<?> selection) {
        return selection.isOpen() ? "*" : selection.toString();
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
