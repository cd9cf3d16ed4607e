package org.grapnel.hook.queue;

import java.time.Duration;

/**
 * How long a Message is tried. Immutable: each {@code with…} method gives a changed copy.
 *
 * @param expiry how long after its reception a Message is given up (RFC 5321 4.5.4.1: four to five days)
 * @param retryInterval the delay after the first failed attempt; later ones grow from it
 * @param maximumRetries attempts after the first before it is given up; 0 = as many as its time allows
 */
public record ExpirationParams(Duration expiry, Duration retryInterval, int maximumRetries) {
    public ExpirationParams {
        if (expiry.isNegative() || retryInterval.isNegative() || maximumRetries < 0) {
            throw new IllegalArgumentException("expiry " + expiry + ", retry interval " + retryInterval + ", retries "
                    + maximumRetries + ": none of them may be negative");
        }
    }

    public ExpirationParams withExpiry(Duration changed) {
        return new ExpirationParams(changed, retryInterval, maximumRetries);
    }

    public ExpirationParams withRetryInterval(Duration changed) {
        return new ExpirationParams(expiry, changed, maximumRetries);
    }

    public ExpirationParams withMaximumRetries(int changed) {
        return new ExpirationParams(expiry, retryInterval, changed);
    }
}
