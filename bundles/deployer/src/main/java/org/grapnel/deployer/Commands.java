package org.grapnel.deployer;

import java.util.List;
import java.util.function.Supplier;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;

/** The table of {@code deploy:} commands. What changes something, or reads more than a snapshot, runs on the deployer's thread. */
final class Commands {
    private static final Syntax JAR =
            Syntax.NONE.required("JAR", "file of a plugin, or NAME.json of a feature; relative to the instance's base");
    private static final Syntax NAME = Syntax.NONE.required("NAME", "symbolic name, or name in deploy/");
    private static final String FORCE = "also when it handles fewer hooks than the one before";

    private final Worker worker;
    private final Orders orders;
    private final Views views;

    Commands(Worker worker, Orders orders, Views views) {
        this.worker = worker;
        this.orders = orders;
        this.views = views;
    }

    /** An order, and who gave it. */
    @FunctionalInterface
    private interface Order {
        String run(Arguments arguments, String who) throws CommandException, DeployException;
    }

    List<Command> all() {
        return List.of(
                view(
                        "deploy:list",
                        "list the plugins of the deploy directory, what is live of them and what failed",
                        Syntax.NONE,
                        (a, who) -> views.list()),
                view(
                        "deploy:history",
                        "show what was deployed, replaced and removed, by whom and with what result, oldest first",
                        Syntax.NONE,
                        (a, who) -> views.history()),
                view(
                        "deploy:plan",
                        "show what deploying a file would change, and whether it could be",
                        JAR,
                        (a, who) -> worker.ask(() -> views.plan(a.required("JAR")))),
                order(
                        "deploy:install",
                        "put a new plugin in force, and into the deploy directory",
                        JAR,
                        (a, who) -> orders.install(a.required("JAR"), who)),
                order(
                        "deploy:upgrade",
                        "put a new version in the place of the one that is live, without a gap",
                        JAR.flag("force", FORCE),
                        (a, who) -> orders.upgrade(a.required("JAR"), who, a.has("force"))),
                order(
                        "deploy:remove",
                        "take a plugin out of force and of the deploy directory",
                        NAME,
                        (a, who) -> orders.remove(a.required("NAME"), who)),
                order(
                        "deploy:rollback",
                        "put back the version that was live before",
                        NAME,
                        (a, who) -> orders.rollBack(a.required("NAME"), who)),
                order(
                        "deploy:shadow",
                        "run a new version on live traffic without effect, to compare its answers",
                        JAR,
                        (a, who) -> orders.shadow(a.required("JAR"), who)),
                view(
                        "deploy:diff",
                        "compare the answers of shadows with those that counted",
                        Syntax.NONE.optional("NAME", "only of this plugin, with the latest disagreements"),
                        (a, who) -> views.diff(a.first("NAME"))),
                order(
                        "deploy:promote",
                        "put a shadow in the place of the version that it was compared with",
                        NAME.flag("force", FORCE),
                        (a, who) -> orders.promote(a.required("NAME"), who, a.has("force"))),
                order(
                        "deploy:unshadow",
                        "end a shadow without effect",
                        NAME,
                        (a, who) -> orders.unshadow(a.required("NAME"), who)));
    }

    private Command view(String name, String summary, Syntax syntax, Command.Action action) {
        return new Command(name, summary, syntax, false, names(), action);
    }

    private Command order(String name, String summary, Syntax syntax, Order order) {
        Command.Action action = (arguments, who) -> Answer.done(worker.ask(() -> order.run(arguments, who)));
        return new Command(name, summary, syntax, true, names(), action);
    }

    private Supplier<List<String>> names() {
        return views::names;
    }
}
