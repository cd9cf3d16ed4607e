package org.grapnel.sample.greylist;

/**
 * What is remembered of a triplet or of a network. Times are seconds since 1970.
 *
 * @param first when it was first seen, of those that wait: the attempt that the delay counts from
 * @param last when it was last of use
 * @param count how often it came back in time; 0 = it still has to
 */
record Entry(long first, long last, int count) {
    static Entry waiting(long now) {
        return new Entry(now, now, 0);
    }

    Entry seen(long now) {
        return new Entry(first, now, count);
    }

    Entry cameBack(long now) {
        return new Entry(first, now, Math.min(count, Integer.MAX_VALUE - 1) + 1);
    }

    boolean waits() {
        return count == 0;
    }

    /** Waiting entries are of no use after the retry window, the others after their expiry. */
    boolean expired(long now, Settings settings) {
        return now - last > (waits() ? settings.retryWindow() : settings.expiry()).toSeconds();
    }
}
