package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.grapnel.mta.dispatch.Kinds.handler;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.grapnel.hook.Hooks;
import org.grapnel.mta.dispatch.Kinds.Decided;
import org.grapnel.mta.dispatch.Kinds.FirstOne;
import org.grapnel.mta.dispatch.Kinds.Folded;
import org.grapnel.mta.dispatch.Kinds.Observed;
import org.junit.jupiter.api.Test;

class EmptyPointsCostNothingTest {
    private static final int CALLS = 100_000;

    private final Dispatcher dispatcher = new Dispatcher(() -> Duration.ofSeconds(1));

    @Test
    void calls_of_empty_points_allocate_nothing() {
        Folded somewhere = arguments -> "x";
        dispatcher.add(List.of(handler(Folded.POINT, "makes the table longer than zero", 0, somewhere)));
        Hooks live = dispatcher.live();
        Generation pinned = dispatcher.pin();
        assertThat(leastAllocated(live)).as("bytes of %d live rounds", CALLS).isLessThan(CALLS);
        assertThat(leastAllocated(pinned))
                .as("bytes of %d pinned rounds", CALLS)
                .isLessThan(CALLS);
        pinned.release();
    }

    /** Of several measurements the best: what the JVM itself allocates on this thread now and then is not ours. */
    private static long leastAllocated(Hooks hooks) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int measurement = 0; measurement < 5; measurement++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                hooks.call(Observed.POINT, "x");
                hooks.call(FirstOne.POINT, "x");
                hooks.call(Decided.POINT, "x");
                hooks.anyFor(FirstOne.POINT);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
