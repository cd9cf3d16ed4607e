package org.grapnel.deployer;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.deployer.live.Force;
import org.grapnel.deployer.live.LiveUnit;
import org.grapnel.hook.Rollout;

/** Counts the faults of what was upgraded, and rolls back what has too many. Used by one thread at a time. */
final class Vigil {
    private static final String WHO = "watch";

    private final Book book;
    private final Deployer deployer;
    private final Force force;
    private final Supplier<Options> options;
    private final Clock clock;

    Vigil(Book book, Deployer deployer, Force force, Supplier<Options> options, Clock clock) {
        this.book = book;
        this.deployer = deployer;
        this.force = force;
        this.options = options;
        this.clock = clock;
    }

    /** Looks once at all that are watched. */
    void look() {
        for (Deployment entry : book.deployments()) {
            if (entry.state() == State.WATCHED) {
                look(entry);
            }
        }
    }

    private void look(Deployment entry) {
        Optional<List<Rollout.HandlerView>> views =
                book.liveOf(entry.file()).map(LiveUnit::bundles).flatMap(force::views);
        Optional<String> verdict = views.flatMap(this::verdict);
        boolean over = entry.watchedUntil()
                .filter(until -> !clock.instant().isBefore(until))
                .isPresent();
        if (verdict.isPresent()) {
            try {
                deployer.rollBack(entry, WHO, verdict.get());
            } catch (DeployException e) {
                book.put(entry.trusted()); // told by the deployer; without the version before there is nothing to
                // watch for
            }
        } else if (over) {
            book.put(entry.trusted());
        }
    }

    private Optional<String> verdict(List<Rollout.HandlerView> views) {
        Options now = options.get();
        long calls = views.stream().mapToLong(Rollout.HandlerView::calls).sum();
        long faults = views.stream().mapToLong(Rollout.HandlerView::faults).sum();
        Optional<Rollout.HandlerView> quarantined =
                views.stream().filter(Rollout.HandlerView::quarantined).findFirst();
        if (quarantined.isPresent()) {
            return Optional.of("its handler of " + quarantined.get().hook() + " was quarantined");
        }
        double share = calls == 0 ? 0 : (double) faults / calls;
        boolean tooMany = faults > now.watchFaults();
        boolean tooLarge = calls >= Options.LEAST_CALLS && share > now.watchShare();
        return tooMany || tooLarge
                ? Optional.of(String.format(Locale.ROOT, "%d faults in %d calls while it was watched", faults, calls))
                : Optional.empty();
    }
}
