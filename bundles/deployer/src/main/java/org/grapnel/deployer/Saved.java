package org.grapnel.deployer;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a deployment over a restart.
 *
 * @param live number of the copy that was in force; 0 for none
 */
record Saved(
        String wanted,
        State state,
        int live,
        Optional<Deployment.Previous> previous,
        Optional<String> problem,
        Optional<Instant> watchedUntil) {
    static Saved of(Deployment deployment) {
        return new Saved(
                deployment.wanted(),
                deployment.state(),
                deployment.live().map(live -> live.unit().generation()).orElse(0),
                deployment.previous(),
                deployment.problem(),
                deployment.watchedUntil());
    }
}
