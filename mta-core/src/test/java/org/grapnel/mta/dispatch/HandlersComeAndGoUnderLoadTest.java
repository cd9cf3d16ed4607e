package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.grapnel.mta.dispatch.Kinds.handler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.grapnel.mta.dispatch.Kinds.Folded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HandlersComeAndGoUnderLoadTest {
    private static final int CALLERS = 4;
    private static final int CHANGERS = 2;
    private static final int ROUNDS = 2_000;

    private final Dispatcher dispatcher = new Dispatcher(() -> Duration.ofSeconds(60));
    private final AtomicBoolean changing = new AtomicBoolean(true);
    private final AtomicLong permanentCalls = new AtomicLong();
    private final AtomicLong callsAfterRemoval = new AtomicLong();

    /** Knows when it must not be called any more. */
    private final class Passing implements Folded {
        private final AtomicBoolean removed = new AtomicBoolean();
        private final AtomicLong calls = new AtomicLong();

        @Override
        public String fold(Object... arguments) {
            calls.incrementAndGet();
            if (removed.get()) {
                callsAfterRemoval.incrementAndGet();
            }
            return arguments[0] + "p";
        }
    }

    @Test
    void nothing_is_called_after_its_removal_and_no_call_is_lost() throws Exception {
        Folded permanent = arguments -> {
            permanentCalls.incrementAndGet();
            return arguments[0] + "P";
        };
        Handler stays = handler(Folded.POINT, "stays", 0, permanent);
        dispatcher.add(List.of(stays));
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS + CHANGERS);
        try {
            List<Future<Long>> callers = new ArrayList<>();
            List<Future<Long>> changers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                boolean pinning = i % 2 == 0;
                callers.add(threads.submit(() -> pinning ? transactions() : liveCalls()));
            }
            for (int i = 0; i < CHANGERS; i++) {
                changers.add(threads.submit(this::comeAndGo));
            }
            long passingCalls = 0;
            for (Future<Long> changer : changers) {
                passingCalls += changer.get(100, TimeUnit.SECONDS);
            }
            changing.set(false);
            long made = CHANGERS * ROUNDS; // their own calls
            for (Future<Long> caller : callers) {
                made += caller.get(100, TimeUnit.SECONDS);
            }
            assertThat(callsAfterRemoval).hasValue(0);
            assertThat(permanentCalls).as("calls made = calls that arrived").hasValue(made);
            assertThat(stays.stats().calls()).isEqualTo(made);
            assertThat(stays.stats().faults()).isZero();
            assertThat(passingCalls)
                    .as("the handlers that came and went were called at all")
                    .isPositive();
            assertThat(dispatcher.handlers(Folded.POINT)).containsExactly(stays);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Pins, calls three times, releases; the three answers must be one. */
    private long transactions() {
        long made = 0;
        while (changing.get()) {
            Generation pinned = dispatcher.pin();
            try {
                String first = pinned.call(Folded.POINT, "");
                for (int i = 0; i < 2; i++) {
                    assertThat(pinned.call(Folded.POINT, "")).isEqualTo(first);
                }
                assertThat(first).contains("P");
                made += 3;
            } finally {
                pinned.release();
            }
        }
        return made;
    }

    private long liveCalls() {
        long made = 0;
        while (changing.get()) {
            assertThat(dispatcher.live().call(Folded.POINT, "")).contains("P");
            made++;
        }
        return made;
    }

    private long comeAndGo() {
        long calls = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Passing passing = new Passing();
            Handler came = handler(Folded.POINT, "passing", round % 3 - 1, passing);
            dispatcher.add(List.of(came));
            dispatcher
                    .live()
                    .call(Folded.POINT, ""); // at least one call while it is there, whatever the scheduler does
            Handler moved =
                    came.with(Kinds.identity("passing", 7), HandlerPolicy.plain(org.grapnel.hook.FailureRule.SKIP));
            dispatcher.replace(came, moved);
            dispatcher.remove(List.of(moved));
            passing.removed.set(true);
            calls += passing.calls.get();
            assertThat(moved.stats().faults()).isZero();
        }
        return calls;
    }
}
