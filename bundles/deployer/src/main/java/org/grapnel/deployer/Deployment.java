package org.grapnel.deployer;

import java.time.Instant;
import java.util.Optional;
import org.grapnel.deployer.live.LiveUnit;

/**
 * One file: what should be live for it, and what is. Immutable.
 *
 * @param wanted fingerprint of the file's contents as last taken up
 * @param live what is in the framework
 * @param previous the copy that was live before it, to go back to
 * @param problem why the wanted contents are not live
 * @param watchedUntil when it will be trusted
 */
record Deployment(
        String file,
        String wanted,
        State state,
        Optional<LiveUnit> live,
        Optional<Previous> previous,
        Optional<String> problem,
        Optional<Instant> watchedUntil) {
    /** A copy that is kept. */
    record Previous(int generation, String version) {
        static Previous of(LiveUnit live) {
            return new Previous(live.unit().generation(), live.unit().version());
        }
    }

    static Deployment live(LiveUnit live) {
        return new Deployment(
                live.unit().file(),
                live.unit().fingerprint(),
                State.LIVE,
                Optional.of(live),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The wanted contents failed; what was live before, if anything, still is. */
    static Deployment failed(
            String file, String wanted, Optional<LiveUnit> live, Optional<Previous> previous, String problem) {
        State state = live.isPresent() ? State.OUTDATED : State.FAILED;
        return new Deployment(file, wanted, state, live, previous, Optional.of(problem), Optional.empty());
    }

    /** The same, in the place of another that is kept. */
    Deployment inPlaceOf(LiveUnit before, Optional<Instant> watchUntil) {
        State now = watchUntil.isPresent() ? State.WATCHED : state;
        return new Deployment(file, wanted, now, live, Optional.of(Previous.of(before)), problem, watchUntil);
    }

    /** Another copy of what is live runs in its place. */
    Deployment renewed(LiveUnit now) {
        return new Deployment(file, wanted, state, Optional.of(now), previous, problem, watchedUntil);
    }

    /** Its file is gone. */
    Deployment leaving() {
        return new Deployment(file, wanted, State.LEAVING, live, previous, Optional.empty(), Optional.empty());
    }

    /** The watch is over. */
    Deployment trusted() {
        return new Deployment(file, wanted, State.LIVE, live, previous, Optional.empty(), Optional.empty());
    }

    Deployment rolledBack(LiveUnit now, String why) {
        return new Deployment(
                file,
                wanted,
                State.ROLLED_BACK,
                Optional.of(now),
                Optional.empty(),
                Optional.of(why),
                Optional.empty());
    }

    /** With its state as an earlier run left it. */
    Deployment as(Saved saved) {
        return new Deployment(
                file, saved.wanted(), saved.state(), live, saved.previous(), saved.problem(), saved.watchedUntil());
    }
}
