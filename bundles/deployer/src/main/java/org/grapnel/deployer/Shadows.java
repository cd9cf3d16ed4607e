package org.grapnel.deployer;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.deployer.gate.Unit;
import org.grapnel.deployer.live.Comparison;
import org.grapnel.deployer.live.Exchange;
import org.grapnel.deployer.live.LiveUnit;

/** New versions that run beside the serving ones without effect, by file. Changed by one thread at a time; read by any. */
final class Shadows {
    /** One of them. */
    record Shadow(Exchange.Shadowed shadowed, LiveUnit serving, Comparison comparison) {
        String name() {
            return shadowed.unit().name();
        }
    }

    private final Exchange exchange;
    private final Book book;
    private final Deployer deployer;
    private final Clock clock;
    private final ConcurrentSkipListMap<String, Shadow> shadows = new ConcurrentSkipListMap<>();

    Shadows(Exchange exchange, Book book, Deployer deployer, Clock clock) {
        this.exchange = exchange;
        this.book = book;
        this.deployer = deployer;
        this.clock = clock;
    }

    List<Shadow> all() {
        return List.copyOf(shadows.values());
    }

    /** By the plugin's name, or its file's. */
    Shadow named(String name) throws DeployException {
        return shadows.values().stream()
                .filter(shadow -> shadow.name().equals(name)
                        || shadow.shadowed().unit().file().equals(name))
                .findFirst()
                .orElseThrow(() -> DeployException.because("nothing is shadowed as " + name + "; see deploy:diff"));
    }

    void begin(Unit unit, String who) throws DeployException {
        LiveUnit serving = book.liveOf(unit.file())
                .orElseThrow(() -> DeployException.because(
                        unit.name() + " is not live, so there is nothing to compare with; deploy:install it"));
        Optional.ofNullable(shadows.get(unit.file())).ifPresent(shadow -> end(shadow, who));
        Comparison comparison = new Comparison(clock);
        book.reserve(unit.file(), unit.generation());
        try {
            Exchange.Shadowed shadowed = exchange.shadow(unit, serving, comparison);
            shadows.put(unit.file(), new Shadow(shadowed, serving, comparison));
            deployer.tell(
                    "shadow",
                    who,
                    unit.file(),
                    Optional.of(serving),
                    unit.version(),
                    unit + " shadows " + serving.unit().version());
        } catch (DeployException e) {
            book.unreserve(unit.file());
            deployer.fail(
                    "shadow",
                    who,
                    unit.file(),
                    Optional.of(serving),
                    unit.version(),
                    unit + " can't shadow: " + e.getMessage());
            throw e;
        }
    }

    void end(Shadow shadow, String who) {
        Unit unit = shadow.shadowed().unit();
        shadows.remove(unit.file());
        exchange.unshadow(shadow.shadowed());
        book.unreserve(unit.file());
        deployer.tell(
                "unshadow",
                who,
                unit.file(),
                Optional.of(shadow.serving()),
                unit.version(),
                unit + " no longer shadows");
    }

    /** Puts it in force in the place of the one that served. */
    LiveUnit promote(Shadow shadow, String who, boolean fewer) throws DeployException {
        Unit unit = shadow.shadowed().unit();
        LiveUnit live = exchange.promote(shadow.shadowed(), shadow.serving(), fewer);
        shadows.remove(unit.file());
        deployer.enter(live, Optional.of(shadow.serving()), who, "promote");
        book.unreserve(unit.file());
        return live;
    }

    /** Ends those whose serving version has left. */
    void endStale() {
        for (Shadow shadow : all()) {
            Optional<LiveUnit> live = book.liveOf(shadow.shadowed().unit().file());
            if (live.isEmpty() || !live.get().equals(shadow.serving())) {
                end(shadow, "watch");
            }
        }
    }
}
