package org.grapnel.deployer;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.deployer.gate.Unit;
import org.grapnel.deployer.live.Comparison;
import org.grapnel.deployer.live.Exchange;
import org.grapnel.deployer.live.Force;
import org.grapnel.deployer.live.HookNames;
import org.grapnel.deployer.live.LiveUnit;
import org.grapnel.hook.control.Answer;

/** What operators see. Snapshots for any thread, but for the plan. */
final class Views {
    private static final Map<State, Answer.Tone> TONES = Map.of(
            State.LIVE, Answer.Tone.GOOD,
            State.WATCHED, Answer.Tone.GOOD,
            State.OUTDATED, Answer.Tone.WARN,
            State.ROLLED_BACK, Answer.Tone.WARN,
            State.LEAVING, Answer.Tone.WARN,
            State.FAILED, Answer.Tone.BAD);

    private static final List<String> UNKNOWN = List.of("unknown: its activator registers them");

    private final Book book;
    private final History history;
    private final Shadows shadows;
    private final Orders orders;
    private final Exchange exchange;
    private final Force force;

    Views(Book book, History history, Shadows shadows, Orders orders, Exchange exchange, Force force) {
        this.book = book;
        this.history = history;
        this.shadows = shadows;
        this.orders = orders;
        this.exchange = exchange;
        this.force = force;
    }

    /** For completion. */
    List<String> names() {
        return book.deployments().stream()
                .map(entry -> entry.live().map(live -> live.unit().name()).orElse(entry.file()))
                .sorted()
                .toList();
    }

    Answer list() {
        Answer.Rows rows = Answer.rows(
                "file!", "state", "bundle", "version", "id", "handlers", "since", "previous", "shadow", "problem");
        for (Deployment entry : book.deployments()) {
            Optional<LiveUnit> live = entry.live();
            rows.add(
                    entry.file(),
                    new Answer.Mark(entry.state().word(), TONES.get(entry.state())),
                    live.map(unit -> unit.unit().name()),
                    live.map(unit -> unit.unit().version()),
                    live.map(unit -> unit.bundles().get(0).getBundleId()),
                    live.map(LiveUnit::handlers),
                    live.map(LiveUnit::since),
                    entry.previous().map(Deployment.Previous::version),
                    shadows.all().stream()
                            .filter(shadow -> shadow.shadowed().unit().file().equals(entry.file()))
                            .map(shadow -> shadow.shadowed().unit().version())
                            .findFirst(),
                    entry.problem());
        }
        return rows.table();
    }

    Answer history() {
        Answer.Rows rows = Answer.rows("time!", "who", "what", "file", "from", "to", "result", "text");
        for (Event event : history.events()) {
            rows.add(
                    event.time(),
                    event.who(),
                    event.what(),
                    event.file(),
                    event.from(),
                    event.to(),
                    event.good() ? Answer.good("done") : Answer.bad("failed"),
                    event.text());
        }
        return rows.table();
    }

    Answer plan(String path) throws DeployException {
        Unit unit = orders.unitFor(orders.source(path));
        Optional<LiveUnit> before = book.liveOf(unit.file());
        NavigableSet<String> had =
                before.map(live -> force.hooks(live.bundles())).orElseGet(TreeSet::new);
        Optional<NavigableSet<String>> has = HookNames.promised(unit);
        Answer.Rows bundles = Answer.rows("bundle!", "version", "signer", "imports");
        unit.jars()
                .forEach(jar -> bundles.add(
                        jar.symbolicName(),
                        jar.version().toString(),
                        jar.signer(),
                        jar.imports().stream()
                                .filter(clause -> !clause.startsWith("java."))
                                .map(Views::imported)
                                .toList()));
        return Answer.details()
                .with("name", unit.name())
                .with("file", unit.file())
                .with("change", before.isPresent() ? "upgrade" : "install")
                .with("from", before.map(live -> live.unit().version()))
                .with("to", unit.version())
                .with("hooksGained", has.map(now -> minus(now, had)).orElse(UNKNOWN))
                .with("hooksLost", has.map(now -> minus(had, now)).orElse(before.isPresent() ? UNKNOWN : List.of()))
                .with(
                        "hooksKept",
                        has.map(now -> now.stream().filter(had::contains).toList())
                                .orElse(UNKNOWN))
                .with("configurations", List.copyOf(unit.configurations().keySet()))
                .with("resolves", resolves(unit))
                .with("bundles", bundles.table());
    }

    /** {@code org.grapnel.hook;version="[0.1,1)"} is shown as {@code org.grapnel.hook [0.1,1)}. */
    private static String imported(String clause) {
        return clause.replaceAll(";\\s*version=\"?([^\";]*)\"?", " $1");
    }

    private static List<String> minus(NavigableSet<String> all, NavigableSet<String> others) {
        return all.stream().filter(each -> !others.contains(each)).toList();
    }

    private Answer.Mark resolves(Unit unit) {
        try {
            exchange.dryRun(unit);
            return Answer.good("yes");
        } catch (DeployException e) {
            return Answer.bad("no: " + e.getMessage());
        }
    }

    Answer diff(Optional<String> name) throws DeployException {
        Answer.Rows counts = Answer.rows("plugin!", "serving", "shadow", "hook!", "agreements", "disagreements");
        List<Shadows.Shadow> shown = name.isEmpty() ? shadows.all() : List.of(shadows.named(name.get()));
        for (Shadows.Shadow shadow : shown) {
            shadow.comparison()
                    .counts()
                    .forEach((hook, count) -> counts.add(
                            shadow.name(),
                            shadow.serving().unit().version(),
                            shadow.shadowed().unit().version(),
                            hook,
                            count.agreements(),
                            count.disagreements()));
        }
        if (name.isEmpty()) {
            return counts.table();
        }
        Answer.Rows latest = Answer.rows("time!", "hook!", "subject!", "serving", "shadowed");
        for (Comparison.Disagreement each : shown.get(0).comparison().disagreements()) {
            latest.add(each.time(), each.hook(), each.subject(), each.serving(), each.shadowed());
        }
        return Answer.details().with("hooks", counts.table()).with("disagreements", latest.table());
    }
}
