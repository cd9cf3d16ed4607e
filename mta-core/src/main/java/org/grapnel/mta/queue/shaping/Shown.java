package org.grapnel.mta.queue.shaping;

import java.time.Instant;
import java.util.Optional;

/**
 * A pair as an operator sees it.
 *
 * @param limit connections now
 * @param configured connections before anything was learned
 * @param step how often they were halved
 * @param failures within the window
 * @param stepUp when the next step up is due, if nothing happens
 * @param shared whether it is the cluster's
 */
public record Shown(
        Pair pair,
        int limit,
        int configured,
        int step,
        long failures,
        Optional<Instant> pausedUntil,
        Optional<Instant> stepUp,
        boolean shared) {
    static Shown of(Pair pair, Rules rules, Shape shape, long failures, Instant now) {
        return new Shown(
                pair,
                shape.ceiling(rules.connections(), now),
                rules.connections(),
                shape.step(),
                failures,
                Optional.of(shape.pausedUntil()).filter(time -> time.isAfter(now)),
                Optional.of(shape.calmAt()).filter(time -> shape.step() > 0 && time.isAfter(now)),
                shape.shared());
    }
}
