package org.grapnel.mta.dispatch;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.jspecify.annotations.Nullable;

/**
 * One immutable table of all chains, by the points' indexes. Who pinned it calls it like any other Hooks and must release
 * it once, however the transaction ends.
 */
public final class Generation extends Dispatch {
    /** Added to the count of pins when the generation is no longer in force: no new pins then. */
    private static final int RETIRED = 1 << 30;

    private final long number;
    private final @Nullable Chain[] chains;
    private final AtomicInteger pins = new AtomicInteger();

    Generation(long number, @Nullable Chain[] chains) {
        this.number = number;
        this.chains = chains;
    }

    /** Ascending with every change of any chain. */
    public long number() {
        return number;
    }

    @Nullable
    Chain chain(HookPoint<?, ?> point) {
        int index = point.index();
        return index < chains.length ? chains[index] : null;
    }

    @Nullable
    Chain[] chains() {
        return chains;
    }

    /** True when one of the handlers stands in a chain, under any rank. */
    boolean holdsAny(List<Handler> handlers) {
        for (Handler handler : handlers) {
            Chain chain = chain(handler.point());
            if (chain != null && chain.handlers().stream().anyMatch(handler::isSame)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean anyFor(HookPoint<?, ?> point) {
        return chain(point) != null;
    }

    @Override
    @Nullable
    Object run(
            HookPoint<?, ?> point,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f) {
        Chain chain = chain(point);
        if (chain == null) {
            return point.kind() == HookKind.FOLD ? a : point.noAnswer();
        }
        return chain.run(a, b, c, d, e, f);
    }

    /** False when the generation is no longer in force; the caller takes the newer one. */
    boolean tryPin() {
        while (true) {
            int now = pins.get();
            if (now >= RETIRED) {
                return false;
            }
            if (pins.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** Ends a pin. */
    public void release() {
        if (pins.decrementAndGet() == RETIRED) {
            synchronized (pins) {
                pins.notifyAll();
            }
        }
    }

    void retire() {
        pins.addAndGet(RETIRED);
    }

    boolean unpinned() {
        return pins.get() == RETIRED;
    }

    /** Waits until the last pin of this retired generation is released; false when that takes longer. */
    boolean awaitUnpinned(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        synchronized (pins) {
            while (!unpinned()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                pins.wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        }
        return true;
    }
}
