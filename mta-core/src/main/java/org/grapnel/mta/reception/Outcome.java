package org.grapnel.mta.reception;

import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.RejectionPhase;

/**
 * How a reception ended.
 *
 * @param refusedAt the step that refused; empty = accepted
 * @param reply what the client is told
 */
public record Outcome(Optional<RejectionPhase> refusedAt, Reply reply) {
    public static Outcome accepted(Reply reply) {
        return new Outcome(Optional.empty(), reply);
    }

    public static Outcome refused(RejectionPhase phase, Reply reply) {
        return new Outcome(Optional.of(phase), reply);
    }

    public boolean accepted() {
        return refusedAt.isEmpty();
    }
}
