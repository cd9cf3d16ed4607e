package org.grapnel.mta.reception;

import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.RejectionPhase;

/**
 * How a reception ended.
 *
 * @param refusedAt the step that refused; empty = accepted for at least one recipient
 * @param reply what the client is told
 * @param refused what it is told of single recipients, where the protocol has a reply for each; the others get {@code reply}
 */
public record Outcome(Optional<RejectionPhase> refusedAt, Reply reply, Map<MailAddress, Reply> refused) {
    public Outcome {
        refused = Map.copyOf(refused);
    }

    public static Outcome accepted(Reply reply) {
        return new Outcome(Optional.empty(), reply, Map.of());
    }

    public static Outcome refused(RejectionPhase phase, Reply reply) {
        return new Outcome(Optional.of(phase), reply, Map.of());
    }

    /** The same, with replies to single recipients. */
    Outcome with(Map<MailAddress, Reply> single) {
        return single.isEmpty() ? this : new Outcome(refusedAt, reply, single);
    }

    public boolean accepted() {
        return refusedAt.isEmpty();
    }

    /** The reply for one recipient (RFC 2033 4.2). */
    public Reply replyTo(MailAddress recipient) {
        return refused.getOrDefault(recipient, reply);
    }
}
