package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.grapnel.mta.dispatch.Kinds.handler;
import static org.grapnel.mta.dispatch.Kinds.identity;
import static org.grapnel.mta.dispatch.Kinds.marking;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.grapnel.hook.FailureRule;
import org.grapnel.hook.Verdict;
import org.grapnel.mta.dispatch.Kinds.Decided;
import org.grapnel.mta.dispatch.Kinds.Folded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PinnedGenerationsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Dispatcher dispatcher = new Dispatcher(() -> PATIENCE);

    @Test
    void who_pinned_sees_the_same_handlers_to_the_end() {
        Handler one = marking("1", 1);
        dispatcher.add(List.of(one));
        Generation pinned = dispatcher.pin();
        dispatcher.add(List.of(marking("2", 0)));
        assertThat(pinned.call(Folded.POINT, "")).isEqualTo("1");
        assertThat(dispatcher.live().call(Folded.POINT, "")).isEqualTo("12");
        assertThat(dispatcher.pin().number()).isGreaterThan(pinned.number());
    }

    @Test
    void a_removal_waits_for_the_transaction_that_began_with_the_handler() throws Exception {
        Handler leaving = marking("1", 1);
        dispatcher.add(List.of(leaving));
        Generation pinned = dispatcher.pin();
        CompletableFuture<Void> removal = removal(leaving);
        awaitOutOfForce();
        assertThat(dispatcher.live().call(Folded.POINT, "")).isEmpty();
        assertThat(pinned.call(Folded.POINT, "")).isEqualTo("1");
        assertThat(removal).isNotDone();
        pinned.release();
        removal.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(leaving.stats().faults()).isZero();
    }

    @Test
    void a_removal_waits_for_a_call_that_is_under_way() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Folded slow = arguments -> {
            entered.countDown();
            awaitLatch(finish);
            return arguments[0] + "done";
        };
        Handler leaving = handler(Folded.POINT, "slow", 0, slow);
        dispatcher.add(List.of(leaving));
        CompletableFuture<String> call =
                CompletableFuture.supplyAsync(() -> dispatcher.live().call(Folded.POINT, ""));
        awaitLatch(entered);
        CompletableFuture<Void> removal = removal(leaving);
        awaitOutOfForce();
        assertThat(removal).isNotDone();
        finish.countDown();
        assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("done");
        removal.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void a_removal_does_not_wait_for_transactions_that_never_held_the_handler() throws Exception {
        dispatcher.add(List.of(marking("1", 1)));
        Generation older = dispatcher.pin();
        Handler younger = marking("2", 2);
        dispatcher.add(List.of(younger));
        removal(younger).get(PATIENCE.toSeconds() / 2, TimeUnit.SECONDS);
        assertThat(older.call(Folded.POINT, "")).isEqualTo("1");
    }

    @Test
    void a_removal_waits_for_transactions_that_hold_the_handler_under_an_older_rank() throws Exception {
        Handler before = marking("1", 1);
        dispatcher.add(List.of(before));
        Generation pinned = dispatcher.pin();
        Handler after = before.with(identity("1", 50), HandlerPolicy.plain(FailureRule.SKIP));
        dispatcher.replace(before, after);
        CompletableFuture<Void> removal = removal(after);
        awaitOutOfForce();
        assertThat(removal).isNotDone();
        assertThat(pinned.call(Folded.POINT, "")).isEqualTo("1");
        pinned.release();
        removal.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void after_the_drain_time_transactions_go_on_by_the_failure_rule() {
        Dispatcher impatient = new Dispatcher(() -> Duration.ofMillis(1));
        Decided go = arguments -> Verdict.CONTINUE;
        Handler deferring = handler(Decided.POINT, "deferring", 1, go);
        Handler folding = marking("1", 1);
        impatient.add(List.of(deferring, folding));
        Generation pinned = impatient.pin();
        assertThat(pinned.call(Decided.POINT, "x")).isEqualTo(Verdict.CONTINUE);
        impatient.remove(List.of(deferring, folding));
        assertThat(pinned.call(Decided.POINT, "x")).isEqualTo(Verdict.FAULT);
        assertThat(pinned.call(Folded.POINT, "x")).isEqualTo("x");
        assertThat(deferring.stats().calls()).as("it is not called any more").isEqualTo(1);
        assertThat(deferring.stats().faults()).isEqualTo(1);
        pinned.release();
        assertThat(impatient.live().call(Decided.POINT, "x")).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void after_the_drain_time_a_handler_of_the_rule_skip_is_as_if_it_were_not_there() {
        Dispatcher impatient = new Dispatcher(() -> Duration.ZERO);
        Decided refusing = arguments -> Verdict.reject(550, "5.7.1", "go away");
        Handler leaving = handler(Decided.POINT, identity("skipped", 0), refusing, FailureRule.SKIP);
        impatient.add(List.of(leaving));
        Generation pinned = impatient.pin();
        impatient.remove(List.of(leaving));
        assertThat(pinned.call(Decided.POINT, "x")).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays_visible() throws Exception {
        Handler leaving = marking("1", 1);
        dispatcher.add(List.of(leaving));
        Generation pinned = dispatcher.pin();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread remover = new Thread(() -> {
            dispatcher.remove(List.of(leaving));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        remover.start();
        awaitOutOfForce();
        remover.interrupt();
        assertThat(interrupted.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(pinned.call(Folded.POINT, "x")).as("it counts as gone").isEqualTo("x");
    }

    @Test
    void a_new_rank_keeps_the_numbers_and_does_not_wait() {
        Handler low = marking("1", 1);
        Handler other = marking("2", 2);
        dispatcher.add(List.of(low, other));
        Generation pinned = dispatcher.pin();
        assertThat(dispatcher.live().call(Folded.POINT, "")).isEqualTo("21");
        Handler high = low.with(
                new Handler.Identity("1", "b", "1", 3, low.identity().serviceId()),
                HandlerPolicy.plain(FailureRule.SKIP));
        dispatcher.replace(low, high);
        assertThat(dispatcher.live().call(Folded.POINT, "")).isEqualTo("12");
        assertThat(high.stats()).isSameAs(low.stats());
        assertThat(high.stats().calls()).isEqualTo(2);
        assertThat(pinned.call(Folded.POINT, "")).isEqualTo("21");
    }

    @Test
    void several_handlers_leave_together() {
        Handler one = marking("1", 3);
        Handler two = marking("2", 2);
        dispatcher.add(List.of(one, two, marking("3", 1)));
        long before = dispatcher.current().number();
        dispatcher.remove(List.of(one, two));
        assertThat(dispatcher.current().number()).isEqualTo(before + 1);
        assertThat(dispatcher.live().call(Folded.POINT, "")).isEqualTo("3");
    }

    private CompletableFuture<Void> removal(Handler leaving) {
        return CompletableFuture.runAsync(() -> dispatcher.remove(List.of(leaving)));
    }

    /** A change of the chains is seen by everybody at once; this waits for the other thread to make it. */
    private void awaitOutOfForce() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (dispatcher.live().anyFor(Folded.POINT)) {
            assertThat(System.nanoTime()).as("the handler is still in force").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
