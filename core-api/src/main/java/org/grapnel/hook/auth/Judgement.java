package org.grapnel.hook.auth;

import java.util.Optional;
import org.grapnel.hook.Reply;

/** What a store says of a client that claims to be one of its users. */
public sealed interface Judgement {
    /**
     * The client is who it says.
     *
     * @param identity the name that the session goes by from now on
     */
    record Accepted(String identity) implements Judgement {
        public Accepted {
            if (identity.isEmpty()) {
                throw new IllegalArgumentException("an authenticated identity can't be empty");
            }
        }
    }

    /**
     * It is not.
     *
     * @param reply in place of 535 5.7.8, such as 534 5.7.9 or 432 4.7.12 (RFC 4954 6)
     */
    record Refused(Optional<Reply> reply) implements Judgement {
        public Refused {
            if (reply.isPresent() && reply.get().isPositive()) {
                throw new IllegalArgumentException("a refusal can't be " + reply.get());
            }
        }
    }

    /** The store does not know the user; the next one is asked. */
    record Unknown() implements Judgement {}

    Judgement REFUSED = new Refused(Optional.empty());
    Judgement UNKNOWN = new Unknown();
}
