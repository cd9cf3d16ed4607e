package org.grapnel.mta.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.queue.EcMessageSetNextAttempt;
import org.grapnel.hook.queue.ExpirationParams;
import org.grapnel.hook.queue.GetMsgExpirationParams;
import org.grapnel.mta.config.QueueOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.mail.MailMessage;

/** When a message is tried again, and when it is given up. */
public final class Retry {
    private final Supplier<Settings> settings;
    private final RandomGenerator random;

    public Retry(Supplier<Settings> settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /**
     * The time of the next attempt after one that failed now.
     *
     * @param attempts how many there were, this one included
     * @return empty when the message must be given up
     */
    public Optional<Instant> next(Hooks hooks, MailMessage message, int attempts, Instant now) {
        ExpirationParams params = hooks.call(GetMsgExpirationParams.POINT, configured(message), message);
        Instant expiry = message.received().plus(params.expiry());
        boolean used = params.maximumRetries() > 0 && attempts > params.maximumRetries();
        if (used || !now.isBefore(expiry)) {
            return Optional.empty();
        }
        Instant next = hooks.call(EcMessageSetNextAttempt.POINT, message, now)
                .map(wanted -> wanted.isBefore(now) ? now : wanted) // the past means at once
                .orElseGet(() -> now.plus(interval(params.retryInterval(), message, attempts)));
        return Optional.of(next.isBefore(expiry) ? next : expiry); // one last attempt when its time ends
    }

    private ExpirationParams configured(MailMessage message) {
        Duration expiry = Duration.between(message.received(), message.expiry());
        return new ExpirationParams(
                expiry.isNegative() ? Duration.ZERO : expiry,
                settings.get().get(QueueOptions.RETRY_INTERVAL, message.routingDomain(), message.binding()),
                settings.get().get(QueueOptions.MAX_RETRIES, message.routingDomain(), message.binding()));
    }

    /** Doubles with each attempt up to the longest interval. */
    private Duration interval(Duration first, MailMessage message, int attempts) {
        Duration longest =
                settings.get().get(QueueOptions.MAX_RETRY_INTERVAL, message.routingDomain(), message.binding());
        Duration doubled = first;
        for (int i = 1; i < attempts && doubled.compareTo(longest) < 0; i++) {
            doubled = doubled.multipliedBy(2);
        }
        Duration plain = doubled.compareTo(longest) < 0 ? doubled : longest;
        int jitter = settings.get().get(QueueOptions.RETRY_JITTER, message.routingDomain(), message.binding());
        long spread = (long) (plain.toMillis() * (1 + jitter / 100.0 * (2 * random.nextDouble() - 1)));
        return Duration.ofMillis(Math.max(1, Math.min(spread, longest.toMillis()))); // the longest is never exceeded
    }
}
