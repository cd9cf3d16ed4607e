package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.grapnel.hook.Verdict;
import org.grapnel.mta.dispatch.Kinds.Decided;
import org.grapnel.mta.dispatch.Kinds.Folded;
import org.grapnel.mta.dispatch.Watched.Edited;
import org.grapnel.mta.dispatch.Watched.Page;
import org.grapnel.mta.dispatch.Watched.PassedOn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HangingHandlersTest {
    private static final Verdict.OfStep REFUSAL = Verdict.reject(550, "5.7.1", "go away");

    private final Watched watched = new Watched();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() throws InterruptedException {
        end.countDown();
        watched.close();
    }

    @Test
    void one_on_probation_costs_the_deadline_and_counts_as_its_rule() {
        Handler hanging = watched.addHurried(Decided.POINT, "hanging", deaf(REFUSAL));
        long begun = System.nanoTime();
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
        assertThat(System.nanoTime() - begun).isBetween(Watched.DEADLINE.toNanos(), TimeUnit.SECONDS.toNanos(10));
        assertThat(hanging.stats().faults()).isEqualTo(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void the_handlers_behind_it_are_asked_where_it_is_skipped() {
        Folded deaf = arguments -> {
            awaitDeaf(end);
            return "too late";
        };
        watched.addHurried(Folded.POINT, "hanging", 2, deaf);
        watched.dispatcher.add(List.of(Kinds.marking("+", 1)));
        assertThat(watched.hooks().call(Folded.POINT, "x")).isEqualTo("x+");
    }

    @Test
    void what_a_late_one_edits_is_not_seen() {
        CountDownLatch edited = new CountDownLatch(1);
        Edited late = (page, other) -> {
            awaitDeaf(end);
            page.text = "late";
            other.ifPresent(more -> more.text = "late");
            edited.countDown();
            return Verdict.CONTINUE;
        };
        watched.addHurried(Edited.POINT, "late", late);
        Page page = new Page("as it was");
        Page other = new Page("as it was");
        assertThat(watched.hooks().call(Edited.POINT, page, Optional.of(other))).isEqualTo(Verdict.FAULT);
        end.countDown();
        awaitDeaf(edited);
        assertThat(page.text).isEqualTo("as it was");
        assertThat(other.text).isEqualTo("as it was");
    }

    @Test
    void what_one_in_time_edits_is_seen() {
        AtomicReference<@Nullable Thread> on = new AtomicReference<>();
        Edited quick = (page, other) -> {
            on.set(Thread.currentThread());
            page.text = "edited";
            other.ifPresent(more -> more.text = "edited, too");
            return REFUSAL;
        };
        watched.add(Edited.POINT, "quick", quick);
        Page page = new Page("first");
        Page other = new Page("second");
        assertThat(watched.hooks().call(Edited.POINT, page, Optional.of(other))).isEqualTo(REFUSAL);
        assertThat(page.text).isEqualTo("edited");
        assertThat(other.text).isEqualTo("edited, too");
        assertThat(on.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void one_that_answers_what_it_was_given_answers_the_original() {
        PassedOn same = page -> {
            page.text = "edited";
            return page;
        };
        watched.add(PassedOn.POINT, "same", same);
        Page page = new Page("x");
        assertThat(watched.hooks().call(PassedOn.POINT, page)).isSameAs(page);
        assertThat(page.text).isEqualTo("edited");
    }

    @Test
    void one_that_behaves_is_called_on_its_callers_thread_after_its_probation() {
        AtomicReference<@Nullable Thread> on = new AtomicReference<>();
        Decided good = arguments -> {
            on.set(Thread.currentThread());
            return Verdict.CONTINUE;
        };
        watched.add(Decided.POINT, "good", good);
        for (int i = 0; i < Conduct.PROBATION; i++) {
            watched.hooks().call(Decided.POINT, "x");
            assertThat(on.get()).isNotSameAs(Thread.currentThread());
        }
        watched.hooks().call(Decided.POINT, "x");
        assertThat(on.get()).isSameAs(Thread.currentThread());
    }

    @Test
    void a_trusted_one_that_hangs_is_interrupted_and_on_probation_again() {
        Decided hanging = arguments -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // it leaves the flag as it should: it must not reach the caller
            }
            return REFUSAL;
        };
        Handler handler = Watched.trusted(watched.addHurried(Decided.POINT, "hanging", hanging));
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(handler.conduct().trusted()).isFalse();
        assertThat(handler.stats().faults()).isEqualTo(1);
    }

    @Test
    void an_interrupt_that_a_trusted_one_leaves_behind_does_not_reach_the_caller() {
        Decided rude = arguments -> {
            Thread.currentThread().interrupt();
            return Verdict.CONTINUE;
        };
        Handler handler = Watched.trusted(watched.add(Decided.POINT, "rude", rude));
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.CONTINUE);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(handler.stats().faults()).isZero();
        Decided good = arguments -> Verdict.CONTINUE;
        Watched.trusted(watched.add(Decided.POINT, "good", -1, good));
        watched.dispatcher.remove(List.of(handler));
        Thread.currentThread().interrupt();
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.CONTINUE);
        assertThat(Thread.interrupted()).as("one that was there before stays").isTrue();
    }

    @Test
    void while_a_trusted_one_hangs_in_one_caller_the_others_lose_only_the_deadline() throws Exception {
        AtomicBoolean entered = new AtomicBoolean();
        Decided deaf = arguments -> {
            entered.set(true);
            awaitDeaf(end);
            return REFUSAL;
        };
        Handler handler = Watched.trusted(watched.addHurried(Decided.POINT, "deaf", deaf));
        CompletableFuture<Verdict.OfStep> first =
                CompletableFuture.supplyAsync(() -> watched.hooks().call(Decided.POINT, "x"));
        Watched.await("the first caller is in it", entered::get);
        Watched.await("the overseer distrusts it", () -> !handler.conduct().trusted());
        assertThat(watched.hooks().call(Decided.POINT, "y")).isEqualTo(Verdict.FAULT);
        assertThat(first).isNotDone();
        end.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).as("its late answer").isEqualTo(Verdict.FAULT);
    }

    @Test
    void the_interrupt_of_a_late_one_is_not_blamed_on_the_one_that_it_calls() {
        Decided inner = arguments -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return Verdict.CONTINUE;
        };
        Handler called = watched.add(Decided.POINT, "inner", inner);
        Watched.trusted(called);
        Folded outer = arguments -> watched.hooks().call(Decided.POINT, "x").toString();
        Handler calling = Watched.trusted(watched.addHurried(Folded.POINT, "outer", outer));
        assertThat(watched.hooks().call(Folded.POINT, "as it was")).isEqualTo("as it was");
        assertThat(called.stats().faults()).isZero();
        assertThat(calling.stats().faults()).isEqualTo(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void one_is_watched_still_after_a_call_of_its_own() {
        watched.dispatcher.add(List.of(
                Watched.trusted(watched.make(Decided.POINT, "inner", 0, -1, (Decided) arguments -> Verdict.CONTINUE))));
        Folded outer = arguments -> {
            watched.hooks().call(Decided.POINT, "x");
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return "late";
        };
        Watched.trusted(watched.addHurried(Folded.POINT, "outer", outer));
        assertThat(watched.hooks().call(Folded.POINT, "as it was")).isEqualTo("as it was");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void one_in_which_too_many_calls_hang_is_not_called() {
        watched.set(Map.of("handler.quarantine_faults", "1000"));
        AtomicInteger calls = new AtomicInteger();
        Decided deaf = arguments -> {
            calls.incrementAndGet();
            awaitDeaf(end);
            return REFUSAL;
        };
        Handler handler = watched.addHurried(Decided.POINT, "deaf", deaf);
        for (int i = 0; i < Isolation.MAX_HANGING + 3; i++) {
            assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
        }
        assertThat(calls).hasValue(Isolation.MAX_HANGING);
        end.countDown();
        Watched.await("all have ended", () -> handler.conduct().hanging().get() == 0);
        assertThat(watched.hooks().call(Decided.POINT, "x")).isEqualTo(REFUSAL);
    }

    @Test
    void one_that_calls_itself_without_end_is_stopped_by_depth() {
        AtomicInteger calls = new AtomicInteger();
        Folded endless = arguments -> {
            calls.incrementAndGet();
            return watched.hooks().call(Folded.POINT, arguments[0] + "x");
        };
        watched.add(Folded.POINT, "endless", endless);
        assertThat(watched.hooks().call(Folded.POINT, "")).isEqualTo("x".repeat(Isolation.MAX_DEPTH));
        assertThat(calls).hasValue(Isolation.MAX_DEPTH);
    }

    @Test
    void a_caller_that_is_interrupted_while_it_waits_stays_interrupted() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        Decided deaf = arguments -> {
            entered.countDown();
            awaitDeaf(end);
            return REFUSAL;
        };
        Handler handler = watched.add(Decided.POINT, "deaf", deaf);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            watched.hooks().call(Decided.POINT, "x");
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        awaitDeaf(entered);
        caller.interrupt();
        caller.join();
        assertThat(interrupted).isTrue();
        assertThat(handler.conduct().hanging()).hasValue(1);
    }

    @Test
    void interrupts_never_reach_the_caller_however_close_the_answer_is_to_the_deadline() {
        Decided close = arguments -> {
            long until = System.nanoTime()
                    + Watched.DEADLINE.toNanos()
                    + Integer.parseInt(arguments[0].toString()) * 5_000_000L;
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
            return Verdict.CONTINUE;
        };
        for (int i = -1; i < 12; i++) {
            Handler fresh = watched.makeHurried(Decided.POINT, "close", 0, close);
            new Chain(Decided.POINT, List.of(Watched.trusted(fresh)), Set.of())
                    .run(Integer.toString(i), null, null, null, null, null);
            assertThat(Thread.currentThread().isInterrupted()).as("after %d", i).isFalse();
        }
    }

    private Decided deaf(Verdict.OfStep answer) {
        return arguments -> {
            awaitDeaf(end);
            return answer;
        };
    }

    /** Waits whatever happens, as the worst of plugins do. */
    private static void awaitDeaf(CountDownLatch latch) {
        boolean interrupted = true;
        while (interrupted) {
            try {
                latch.await();
                interrupted = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
