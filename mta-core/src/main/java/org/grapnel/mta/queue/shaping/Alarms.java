package org.grapnel.mta.queue.shaping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** One planned look for each pair, however often its time changes. Safe for use by any thread. */
final class Alarms {
    /** Runs a task after a time. */
    interface Timer {
        void later(Duration wait, Runnable task);
    }

    private final ConcurrentHashMap<Pair, Instant> planned = new ConcurrentHashMap<>();
    private final Timer timer;
    private final Clock clock;
    private final Consumer<Pair> look;

    Alarms(Timer timer, Clock clock, Consumer<Pair> look) {
        this.timer = timer;
        this.clock = clock;
        this.look = look;
    }

    /** Looks at the pair at that time; an earlier look that is planned stays, and plans anew itself. */
    void at(Pair pair, Instant time) {
        Instant first = planned.merge(pair, time, (before, now) -> now.isBefore(before) ? now : before);
        if (first.equals(time)) { // where two plan the same time, both tasks run and the second finds nothing planned
            Duration wait = Duration.between(clock.instant(), time);
            timer.later(wait.isNegative() ? Duration.ZERO : wait, () -> ring(pair, time));
        }
    }

    private void ring(Pair pair, Instant time) {
        if (planned.remove(pair, time)) {
            look.accept(pair);
        }
    }
}
