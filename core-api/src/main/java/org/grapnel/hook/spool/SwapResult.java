package org.grapnel.hook.spool;

import java.util.Optional;

/**
 * How the reading of a Message's metadata ended.
 *
 * @param id the Message's id in the spool, known also when the rest can't be read
 * @param fault why it failed, in one line; empty when it did not
 */
public record SwapResult(String id, Optional<String> fault) {
    public static SwapResult ok(String id) {
        return new SwapResult(id, Optional.empty());
    }

    public static SwapResult failed(String id, String fault) {
        return new SwapResult(id, Optional.of(fault));
    }

    public boolean isOk() {
        return fault.isEmpty();
    }
}
