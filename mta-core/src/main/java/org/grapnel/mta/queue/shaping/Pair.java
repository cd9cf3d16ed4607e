package org.grapnel.mta.queue.shaping;

/**
 * A destination reached through a binding.
 *
 * @param domain the routing domain in lower case
 */
public record Pair(String domain, String binding) {
    /** As counters name it. */
    String key() {
        return binding + " " + domain;
    }

    @Override
    public String toString() {
        return domain + " through " + binding;
    }
}
