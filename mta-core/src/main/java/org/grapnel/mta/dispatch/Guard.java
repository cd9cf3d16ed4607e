package org.grapnel.mta.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.grapnel.hook.Calls.Invoker;
import org.grapnel.mta.config.HandlerOptions;
import org.grapnel.mta.config.Settings;
import org.jspecify.annotations.Nullable;

/** The ways to call a handler: plainly, watched on the caller's thread, or on a thread of its own. */
public final class Guard {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final long NO_DEADLINE = Long.MAX_VALUE / 2;

    private final Isolation isolation;
    private final Overseer overseer;
    private final Supplier<Conduct.Limits> limits;
    private final Trails trails;

    /**
     * Guards the handlers of one dispatcher.
     *
     * @param threads for handlers that must be kept apart
     * @param settings asked at each fault
     */
    public Guard(ExecutorService threads, Overseer overseer, Supplier<Settings> settings, Trails trails) {
        this.isolation = new Isolation(threads);
        this.overseer = overseer;
        this.limits = () -> limits(settings.get());
        this.trails = trails;
    }

    private static Conduct.Limits limits(Settings now) {
        return new Conduct.Limits(
                now.get(HandlerOptions.HANDLER_QUARANTINE_FAULTS),
                now.get(HandlerOptions.HANDLER_QUARANTINE_WINDOW),
                now.get(HandlerOptions.HANDLER_QUARANTINE_PAUSE),
                LONGEST_PAUSE);
    }

    Conduct.Limits limits() {
        return limits.get();
    }

    Trails trails() {
        return trails;
    }

    /** Of the calling thread. */
    Watch watch() {
        return overseer.watch();
    }

    /** A call on a thread of its own is watched for what it allocates; its caller watches the time. */
    private @Nullable Object counted(Handler handler, Invoker invoker, Object target, @Nullable Object[] args)
            throws TimeoutException {
        Watch watch = overseer.watch();
        watch.enter(handler, System.nanoTime() + NO_DEADLINE);
        Object answer;
        try {
            answer = invoke(invoker, target, args);
        } catch (Throwable thrown) {
            Overrun overrun = watch.leave();
            if (overrun != Overrun.NONE) {
                throw overrun.fault(thrown);
            }
            throw thrown;
        }
        Overrun overrun = watch.leave();
        if (overrun != Overrun.NONE) {
            throw overrun.fault(null);
        }
        return answer;
    }

    /** On another thread, with copies of what it may change; they are taken over when it answers in time. */
    @Nullable
    Object isolated(Handler handler, Invoker invoker, Object target, long deadline, @Nullable Object... args)
            throws Throwable {
        @Nullable Object[] copies = args.clone();
        for (int i = 0; i < copies.length; i++) {
            if (copies[i] instanceof Copyable copyable) {
                copies[i] = copyable.copyFor(false);
            } else if (copies[i] instanceof Optional<?> optional
                    && optional.orElse(null) instanceof Copyable copyable) {
                copies[i] = Optional.of(copyable.copyFor(false));
            }
        }
        Object answer = isolation.call(handler, () -> counted(handler, invoker, target, copies), deadline);
        for (int i = 0; i < copies.length; i++) {
            if (args[i] != copies[i]) {
                adopt(args[i], copies[i]);
            }
            if (answer != null && answer == copies[i]) {
                answer = args[i]; // it answered what it was given: to the caller that is the original
            }
        }
        return answer;
    }

    private static void adopt(@Nullable Object original, @Nullable Object copy) {
        if (original instanceof Copyable copyable && copy != null) {
            copyable.adopt(copy);
        } else if (original instanceof Optional<?> one && copy instanceof Optional<?> other) {
            adopt(one.orElse(null), other.orElse(null));
        }
    }

    private static @Nullable Object invoke(Invoker invoker, Object target, @Nullable Object[] args) {
        return invoker.invoke(target, args[0], args[1], args[2], args[3], args[4], args[5]);
    }
}
