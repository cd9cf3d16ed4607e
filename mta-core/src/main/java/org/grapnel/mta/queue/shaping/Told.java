package org.grapnel.mta.queue.shaping;

import java.time.Instant;
import org.grapnel.hook.Reply;
import org.grapnel.mta.config.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of the log for each change. */
final class Told {
    private static final Logger LOG = LoggerFactory.getLogger(Shaping.class);

    private Told() {}

    static void down(Pair pair, Rules rules, int to, Reply last) {
        LOG.warn(
                "{}: at most {} instead of {}, for at least {}: {}",
                pair,
                connections(rules.connections(to)),
                rules.connections(to - 1),
                Durations.show(rules.recovery()),
                why(rules, last));
    }

    static void paused(Pair pair, Rules rules, Instant until, Reply last) {
        LOG.warn(
                "{}: no connections for {}, until {}: {}",
                pair,
                Durations.show(rules.pause()),
                until,
                why(rules, last));
    }

    /** What a look at the counters brought: a step up or the end of a pause, or what others have learned. */
    static void seen(Pair pair, Rules rules, Shape before, int step, boolean paused) {
        boolean wasPaused = !before.pausedUntil().equals(Instant.EPOCH);
        String now = connections(rules.connections(step));
        if (paused && !wasPaused) {
            LOG.warn("{}: no connections, up to {}, as others have learned", pair, Durations.show(rules.pause()));
        } else if (step > before.step()) {
            LOG.warn("{}: at most {}, as others have learned", pair, now);
        } else if (step < before.step()) {
            int then = rules.connections(before.step());
            String calm = Durations.show(rules.recovery());
            LOG.info("{}: at most {} instead of {}, after {} without failures", pair, now, then, calm);
        } else if (wasPaused && !paused) {
            LOG.info("{}: the pause is over, at most {}", pair, now);
        }
    }

    static void reset(Pair pair) {
        LOG.info("{}: what was learned is forgotten, by command", pair);
    }

    private static String why(Rules rules, Reply last) {
        return rules.failures() + " failures within " + Durations.show(rules.window()) + ", the last: " + last;
    }

    private static String connections(int count) {
        return count == 1 ? "1 connection" : count + " connections";
    }
}
