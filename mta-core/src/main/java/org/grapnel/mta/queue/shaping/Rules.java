package org.grapnel.mta.queue.shaping;

import java.time.Duration;
import java.time.Instant;
import org.grapnel.mta.config.ConnectionOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.config.ShapingOptions;

/**
 * The options in force for a pair.
 *
 * @param connections as configured, before anything was learned
 * @param global whether others share what is learned, where no handler says otherwise
 */
record Rules(int connections, boolean global, int failures, Duration window, Duration recovery, Duration pause) {
    private static final Duration DAY = Duration.ofDays(1);

    static boolean on(Settings settings, Pair pair) {
        return settings.get(ShapingOptions.ADAPTIVE, pair.domain(), pair.binding());
    }

    static Rules of(Settings settings, Pair pair) {
        String domain = pair.domain();
        String binding = pair.binding();
        return new Rules(
                settings.get(ConnectionOptions.MAX_CONNECTIONS, domain, binding),
                settings.get(ShapingOptions.ADAPTIVE_SCOPE, domain, binding) == ShapingOptions.Scope.GLOBAL,
                settings.get(ShapingOptions.ADAPTIVE_FAILURES, domain, binding),
                settings.get(ShapingOptions.ADAPTIVE_WINDOW, domain, binding),
                settings.get(ShapingOptions.ADAPTIVE_RECOVERY, domain, binding),
                settings.get(ShapingOptions.ADAPTIVE_PAUSE, domain, binding));
    }

    /** How many are left after so many steps down: half with each, and at least one. */
    static int halved(int connections, int step) {
        return connections == 0 ? 0 : Math.max(1, connections >> Math.min(step, Integer.SIZE - 2));
    }

    int connections(int step) {
        return halved(connections, step);
    }

    /** The step at which one connection is left. */
    int lowestStep() {
        return connections == 0 ? 0 : Integer.SIZE - 1 - Integer.numberOfLeadingZeros(connections);
    }

    /** What a counter says, as a step that there is: a handler's answer is any number. */
    int bounded(long steps) {
        return (int) Math.max(0, Math.min(steps, lowestStep()));
    }

    /** Windows lie one behind the other since 1970, so that all who count together end them together. */
    Instant windowEnd(Instant now) {
        long length = window.toMillis();
        long millis = now.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, length) + length);
    }

    /** What nobody changes for so long is forgotten: longer than all steps up take. */
    Instant forgotten(Instant now) {
        return now.plus(DAY).plus(recovery.multipliedBy(lowestStep() + 2L)).plus(pause);
    }
}
