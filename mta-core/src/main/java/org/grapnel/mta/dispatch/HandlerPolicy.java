package org.grapnel.mta.dispatch;

import java.time.Duration;
import java.util.Optional;
import org.grapnel.hook.FailureRule;

/**
 * How one handler is treated: its own wishes, overridden by the operator's configuration.
 *
 * @param rule what a fault counts as
 * @param deadline the longest time of one call; zero = none, and the handler is called without a watch
 * @param enabled false = tracked, but not in any chain
 * @param reach which calls it is given; empty = all
 */
public record HandlerPolicy(FailureRule rule, Duration deadline, boolean enabled, Optional<Reach> reach) {
    /** No watch, no limits: for handlers that are the engine's own, and for tests. */
    public static HandlerPolicy plain(FailureRule rule) {
        return new HandlerPolicy(rule, Duration.ZERO, true, Optional.empty());
    }
}
