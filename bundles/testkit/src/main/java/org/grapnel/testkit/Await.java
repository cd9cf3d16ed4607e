package org.grapnel.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition up to a deadline; the only way in which tests wait. */
public final class Await {
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private Await() {}

    /** Returns once the condition holds; an exception of the condition counts as "not yet" and becomes the cause at the end. */
    public static void until(Duration limit, Callable<Boolean> condition, Supplier<String> failure) {
        value(limit, () -> Boolean.TRUE.equals(condition.call()) ? Optional.of(true) : Optional.empty(), failure);
    }

    /** Returns the first value the probe finds. The failure text is asked for when the limit has passed. */
    public static <T> T value(Duration limit, Callable<Optional<T>> probe, Supplier<String> failure) {
        long end = System.nanoTime() + limit.toNanos();
        long pause = FIRST_PAUSE;
        while (true) {
            Optional<Throwable> trouble = Optional.empty();
            try {
                Optional<T> found = probe.call();
                if (found.isPresent()) return found.get();
            } catch (Exception | AssertionError e) {
                trouble = Optional.of(e);
            }
            if (Thread.currentThread().isInterrupted())
                throw new AssertionError("interrupted while waiting: " + failure.get(), trouble.orElse(null));
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("after " + limit.toMillis() + " ms: " + failure.get(), trouble.orElse(null));
            }
            LockSupport.parkNanos(Math.min(pause, left));
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        }
    }
}
