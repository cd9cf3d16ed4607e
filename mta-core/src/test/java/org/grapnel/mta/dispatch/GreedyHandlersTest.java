package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.grapnel.hook.Verdict;
import org.grapnel.mta.dispatch.Kinds.Decided;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that allocates without end is interrupted long before its deadline, and is a fault of its handler. */
@Timeout(60)
class GreedyHandlersTest {
    private final Watched watched = new Watched();
    private final List<Handler> handlers = new ArrayList<>();
    private volatile byte[] last = {};
    private volatile Object[] kept = {};

    @BeforeEach
    void limit() {
        watched.set(Map.of("handler.max_allocation", "8MB"));
    }

    @AfterEach
    void close() throws InterruptedException {
        watched.close();
    }

    private Verdict.OfStep allocate() {
        long calls = 0;
        while (!Thread.interrupted()) {
            last = new byte[64 * 1024];
            calls += last.length;
        }
        throw new IllegalStateException("interrupted after " + calls + " bytes");
    }

    private Handler greedy() {
        Handler handler = watched.add(Decided.POINT, "greedy", (Decided) arguments -> allocate());
        handlers.add(handler);
        return handler;
    }

    @Test
    void one_on_a_thread_of_its_own_is_interrupted_and_counts_as_its_rule() {
        Handler greedy = greedy();
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
        assertThat(greedy.stats().faults()).isEqualTo(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void one_on_its_callers_thread_too_and_the_next_call_is_made_on_another() {
        Handler greedy = Watched.trusted(greedy());
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(greedy.conduct().trusted()).isFalse();
        assertThat(watched.trails.of("x")).isEmpty();
    }

    @Test
    void what_its_thread_allocated_before_the_call_does_not_count() {
        AtomicLong made = new AtomicLong();
        for (int i = 0; i < 200; i++) {
            last = new byte[1024 * 1024];
            made.addAndGet(last.length);
        }
        Handler modest = Watched.trusted(watched.add(Decided.POINT, "modest", (Decided) arguments -> {
            long until = System.nanoTime() + 300_000_000;
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
            return Verdict.CONTINUE;
        }));
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.CONTINUE);
        assertThat(modest.stats().faults()).isZero();
        assertThat(made).hasPositiveValue();
    }

    @Test
    void memory_that_has_run_out_is_a_fault_like_any_other() {
        Handler mad = watched.add(Decided.POINT, "mad", (Decided) arguments -> {
            while (true) {
                kept = new Object[] {kept, new long[Integer.MAX_VALUE - 8]}; // soon more than any heap
            }
        });
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
        assertThat(mad.stats().faults()).isEqualTo(1);
        assertThat(kept).isNotNull();
    }
}
