package org.grapnel.hook.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * When a queue is maintained next.
 *
 * @param at that time; empty = nothing is planned until a Message comes in or a connection ends
 */
public record Scheduled(Optional<Instant> at) {
    public static Scheduled at(Instant time) {
        return new Scheduled(Optional.of(time));
    }

    public static Scheduled never() {
        return new Scheduled(Optional.empty());
    }
}
